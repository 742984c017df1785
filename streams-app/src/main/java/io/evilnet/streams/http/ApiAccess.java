package io.evilnet.streams.http;

import io.evilnet.infra.security.Identity;
import io.evilnet.infra.security.Login;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Who may ask over HTTP, and how.
 *
 * @param login as whom one has to come; none to answer everybody
 * @param identity what proves to clients who this server is; none for an open line
 */
public record ApiAccess(Optional<Login> login, Optional<Identity> identity) {
  /** Everybody, on an open line. */
  public static final ApiAccess OPEN = new ApiAccess(Optional.empty(), Optional.empty());

  /**
   * Checks that it can be had at an address.
   *
   * @throws IllegalArgumentException if a password would cross an open line
   */
  public void requireSafeAt(InetSocketAddress address) {
    if (login.isPresent() && identity.isEmpty() && !isLoopback(address)) {
      throw new IllegalArgumentException(
          "api-password-file needs api-identity at %s: a password must not cross an open line; name the PEM file of a key and its certificates, or answer on 127.0.0.1 only, behind a proxy that has them"
              .formatted(address.getHostString()));
    }
  }

  /** Returns whether others than those on this machine are answered there without a password. */
  boolean isOpenToOthersAt(InetSocketAddress address) {
    return login.isEmpty() && !isLoopback(address);
  }

  static boolean isLoopback(InetSocketAddress address) {
    InetAddress resolved =
        new InetSocketAddress(address.getHostString(), address.getPort()).getAddress();
    return resolved != null && resolved.isLoopbackAddress();
  }
}
