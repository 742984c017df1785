package io.evilnet.launcher.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * TCP port on the loopback address for a service.
 *
 * @param setting the option that sets it, for example {@code --kafka-port}
 * @param number 1 to 65535
 */
public record Port(String setting, int number) {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  public Port {
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException(
          "%s: a port must be 1 to 65535, but is %d".formatted(setting, number));
    }
  }

  /** Returns the IPv4 loopback address, even if Java prefers IPv6: all servers listen there. */
  public static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(LOOPBACK);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IPv4 address has four bytes", e);
    }
  }

  /** Returns whether the port can be bound. Connections in TIME_WAIT do not prevent it. */
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
          "Port %d of %s is in use by another process: stop that process or choose another port with %s."
              .formatted(number, service, setting));
    }
  }
}
