package io.evilnet.platform.settings;

import java.net.InetSocketAddress;
import java.util.Set;

/** Addresses of the form {@code host:port}. */
public final class HostPort {

  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");
  private static final String LOOPBACK = "127.0.0.1";

  private HostPort() {}

  /**
   * Returns the unresolved address.
   *
   * @throws IllegalArgumentException if {@code text} is not of the form {@code host:port}
   */
  public static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon > 0 && text.substring(colon + 1).matches("\\d{1,5}")) {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port <= 65_535) {
        return InetSocketAddress.createUnresolved(text.substring(0, colon).trim(), port);
      }
    }
    throw new IllegalArgumentException("'" + text + "' is not an address; expected HOST:PORT");
  }

  /**
   * Returns the address of a server for clients on this machine: replaces a wildcard address by the
   * loopback address, which certificates contain.
   *
   * @param text address on which the server listens
   * @throws IllegalArgumentException if {@code text} is not of the form {@code host:port}
   */
  public static String forClients(String text) {
    InetSocketAddress address = parse(text);
    return WILDCARDS.contains(address.getHostString()) ? LOOPBACK + ":" + address.getPort() : text;
  }
}
