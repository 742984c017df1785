package io.evilnet.streams.http;

import io.evilnet.platform.security.Identity;
import io.evilnet.platform.security.Login;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Authentication, TLS and cross-origin access of the HTTP server.
 *
 * @param login required user and password; none for no authentication
 * @param identity key and certificate chain of the server; none for plaintext connections
 * @param origins origins whose web pages may read the query API
 */
public record ApiAccess(
    Optional<Login> login, Optional<Identity> identity, AllowedOrigins origins) {
  /** No authentication, plaintext connections, no other origins. */
  public static final ApiAccess OPEN =
      new ApiAccess(Optional.empty(), Optional.empty(), AllowedOrigins.NONE);

  /**
   * Checks that the access is secure at an address.
   *
   * @throws IllegalArgumentException if a password would be sent over a plaintext connection
   */
  public void requireSafeAt(InetSocketAddress address) {
    if (login.isPresent() && identity.isEmpty() && !isLoopback(address)) {
      throw new IllegalArgumentException(
          "api-password-file requires api-identity at %s: passwords are not accepted over plaintext connections; set api-identity to the PEM file of a key and certificate chain, or listen on 127.0.0.1 behind a TLS proxy"
              .formatted(address.getHostString()));
    }
  }

  /** Returns true if other machines can connect to the address without authentication. */
  boolean isOpenToOthersAt(InetSocketAddress address) {
    return login.isEmpty() && !isLoopback(address);
  }

  /** Returns true if web pages of all origins can read the query API without authentication. */
  boolean isOpenToAllPages() {
    return login.isEmpty() && origins.isAll();
  }

  static boolean isLoopback(InetSocketAddress address) {
    InetAddress resolved =
        new InetSocketAddress(address.getHostString(), address.getPort()).getAddress();
    return resolved != null && resolved.isLoopbackAddress();
  }
}
