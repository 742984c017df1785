package io.evilnet.infra.security;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a client meets a server: as whom, and whose word it takes for who the server is.
 *
 * @param login none where the server asks nobody
 * @param authorities none where the line is open, which a password must never cross
 */
public record Access(Optional<Login> login, Optional<Authorities> authorities) {
  /** An open line to a server that asks nobody, as in the local cluster by default. */
  public static final Access OPEN = new Access(Optional.empty(), Optional.empty());

  /**
   * The access that settings describe.
   *
   * @param server the first word of the settings: {@code kafka} or {@code cassandra}
   * @param user as whom; null or blank for nobody
   * @param passwordFile where the password is, or null when the environment has it
   * @param authorities a PEM file or {@link Authorities#SYSTEM}; null or blank for an open line
   * @throws IllegalArgumentException if the password is missing, or would cross an open line
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
          "%1$s-user needs %1$s-ca: a password must not cross an open line; name the PEM file of the authority that signed the server's certificate, or 'system'"
              .formatted(server));
    }
    return new Access(login, trusted);
  }

  /** The same way, as somebody else. */
  public Access as(Login other) {
    return new Access(Optional.of(other), authorities);
  }
}
