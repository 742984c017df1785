package io.evilnet.infra.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * A TCP port on the loopback address that a service is to listen on.
 *
 * @param setting what the user changes to choose another, for example {@code --kafka-port}
 * @param number 1 to 65535
 */
public record Port(String setting, int number) {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  public Port {
    requireNonNull(setting, "setting");
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException(
          "%s: a port is between 1 and 65535, not %d".formatted(setting, number));
    }
  }

  /** The IPv4 loopback address, also where Java prefers IPv6: all servers listen there. */
  public static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(LOOPBACK);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }

  /**
   * Whether a server could listen here now. Connections that linger after their server do not
   * count.
   */
  public boolean isFree() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), number));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  void requireFree(String service) {
    if (!isFree()) {
      throw new ServiceFailure(
          "Port %d, which %s needs, is taken by another program: end that program or choose another port with %s."
              .formatted(number, service, setting));
    }
  }
}
