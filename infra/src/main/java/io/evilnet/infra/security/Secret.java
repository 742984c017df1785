package io.evilnet.infra.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A text that nobody is to see, such as a password: what prints it prints stars. */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * The secret of a setting: from the environment ({@code EVILNET_KAFKA_PASSWORD} for {@code
   * kafka-password}), else from a file. It is never an option: options are seen in the process
   * list.
   *
   * @param setting its name, lower case with dashes
   * @param file what {@code --<setting>-file} names
   * @throws IllegalArgumentException if there is none, or the file cannot be used
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
                    "there is no %s: name a file that holds it with --%s-file, or put it into the environment as %s"
                        .formatted(setting.replace('-', ' '), setting, variable))));
  }

  /**
   * The secret that a file holds.
   *
   * @throws IllegalArgumentException if the file cannot be read, or holds anything but one line
   */
  public static Secret in(Path file) {
    try {
      return checked(Files.readString(file, UTF_8).strip(), file.toString());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the file of a password cannot be read (%s): make it readable for this process, or name another"
              .formatted(e),
          e);
    }
  }

  /** A text that is no secret, such as the password that a server is delivered with. */
  public static Secret known(String text) {
    return new Secret(text);
  }

  private static Secret checked(String value, String source) {
    if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "%s must hold one line with a password, and nothing else".formatted(source));
    }
    return new Secret(value);
  }

  /** The text itself. */
  public String value() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
