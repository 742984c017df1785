package io.evilnet.infra.security;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * As whom a client comes.
 *
 * @param user letters, digits, '.', '_' and '-'
 * @param password what proves it
 */
public record Login(String user, Secret password) {
  public Login {
    if (!user.matches("[\\w.-]{1,100}")) {
      throw new IllegalArgumentException(
          "a user must be up to 100 letters, digits, '.', '_' and '-', but is '%s'"
              .formatted(user));
    }
    requireNonNull(password, "password");
  }

  /**
   * The login that settings describe; none where no user is named.
   *
   * @param setting the name of the password's setting, such as {@code kafka-password}
   * @throws IllegalArgumentException if there is a user without a password
   */
  static Optional<Login> of(
      String user, String setting, Path passwordFile, Map<String, String> environment) {
    return user == null || user.isBlank()
        ? Optional.empty()
        : Optional.of(
            new Login(
                user.strip(), Secret.of(setting, Optional.ofNullable(passwordFile), environment)));
  }
}
