package io.evilnet.platform.security;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * User name and password of a client.
 *
 * @param user letters, digits, '.', '_' and '-'
 * @param password the password
 */
public record Login(String user, Secret password) {
  public Login {
    if (!user.matches("[\\w.-]{1,100}")) {
      throw new IllegalArgumentException(
          "a user name must be up to 100 letters, digits, '.', '_' and '-', but is '%s'"
              .formatted(user));
    }
    requireNonNull(password, "password");
  }

  /**
   * Returns the login defined by settings; empty if no user is set.
   *
   * @param setting name of the password's setting, such as {@code kafka-password}
   * @throws IllegalArgumentException if a user is set without a password
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
