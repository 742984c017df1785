package io.evilnet.platform.security;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials and trusted CA certificates of a client.
 *
 * @param login empty without authentication
 * @param authorities empty for a plaintext connection, over which no password may be sent
 */
public record Access(Optional<Login> login, Optional<Authorities> authorities) {
  /** Plaintext connection without authentication, the default of the local cluster. */
  public static final Access OPEN = new Access(Optional.empty(), Optional.empty());

  /**
   * Returns the access defined by settings.
   *
   * @param server prefix of the settings: {@code kafka} or {@code cassandra}
   * @param user user name; null or blank for no authentication
   * @param passwordFile file with the password, or null if the environment contains it
   * @param authorities a PEM file or {@link Authorities#SYSTEM}; null or blank for a plaintext
   *     connection
   * @throws IllegalArgumentException if the password is missing, or would be sent over a plaintext
   *     connection
   */
  public static Access of(
      String server,
      String user,
      Path passwordFile,
      String authorities,
      Map<String, String> environment) {
    Optional<Login> login = Login.of(user, server + "-password", passwordFile, environment);
    Optional<Authorities> trusted = Authorities.of(authorities);
    if (login.isPresent() && trusted.isEmpty()) {
      throw new IllegalArgumentException(
          "%1$s-user requires %1$s-ca: a password must not be sent over a plaintext connection; set %1$s-ca to the PEM file of the CA that signed the server's certificate, or to 'system'"
              .formatted(server));
    }
    return new Access(login, trusted);
  }

  /** Returns this access with another user. */
  public Access as(Login other) {
    return new Access(Optional.of(other), authorities);
  }
}
