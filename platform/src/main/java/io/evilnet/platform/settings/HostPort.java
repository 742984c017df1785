package io.evilnet.platform.settings;

import java.net.InetSocketAddress;

/** Parses addresses of the form {@code host:port}. */
public final class HostPort {

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
}
