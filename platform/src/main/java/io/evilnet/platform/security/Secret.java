package io.evilnet.platform.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A secret, such as a password, masked when printed. */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Returns the secret of a setting from the environment ({@code EVILNET_KAFKA_PASSWORD} for {@code
   * kafka-password}), otherwise from a file. Secrets are never options, because options are visible
   * in the process list.
   *
   * @param setting name of the setting, lower case with dashes
   * @param file value of {@code --<setting>-file}
   * @throws IllegalArgumentException if neither is set, or the file cannot be read
   */
  public static Secret of(String setting, Optional<Path> file, Map<String, String> environment) {
    String variable = "EVILNET_" + setting.toUpperCase(Locale.ROOT).replace('-', '_');
    String value = environment.get(variable);
    if (value != null && !value.isBlank()) {
      return checked(value.strip(), variable);
    }
    return in(
        file.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no %s: set --%s-file to a file that contains it, or the environment variable %s"
                        .formatted(setting.replace('-', ' '), setting, variable))));
  }

  /**
   * Returns the secret in a file.
   *
   * @throws IllegalArgumentException if the file cannot be read, or contains more than one line
   */
  public static Secret in(Path file) {
    try {
      return checked(Files.readString(file, UTF_8).strip(), file.toString());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read the password file (%s): make it readable for this process, or set another file"
              .formatted(e),
          e);
    }
  }

  /** Returns a value that is publicly known, such as the default password of a server. */
  public static Secret known(String text) {
    return new Secret(text);
  }

  private static Secret checked(String value, String source) {
    if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "%s must contain a single line with a password".formatted(source));
    }
    return new Secret(value);
  }

  /** Returns the unmasked value. */
  public String value() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
