package io.evilnet.ingest.x;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The credential of an X app. Its text is in no log, message or {@link #toString()}. */
public final class BearerToken {

  /** The environment variable that holds a token. */
  public static final String VARIABLE = "X_BEARER_TOKEN";

  private final String value;
  private final String source;

  private BearerToken(String value, String source) {
    this.value = value;
    this.source = source;
  }

  /**
   * Reads the token from a file, else from the environment.
   *
   * @param file a file that holds nothing but the token
   * @throws IllegalArgumentException if there is no token, or one that cannot be one
   */
  public static BearerToken read(Optional<Path> file, Map<String, String> environment) {
    if (file.isPresent()) {
      return of(content(file.get()), "the file " + file.get());
    }
    String value = environment.getOrDefault(VARIABLE, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "a bearer token is needed: set %s, or x-bearer-token-file to a file that holds it"
              .formatted(VARIABLE));
    }
    return of(value, "the environment variable " + VARIABLE);
  }

  private static BearerToken of(String text, String source) {
    String value = text.trim();
    // X's tokens are of these; anything else would end up in an error message of the HTTP client.
    if (!value.matches("[A-Za-z0-9%._~+/=-]+")) {
      throw new IllegalArgumentException(
          source + " holds no bearer token: it must be one line of visible ASCII characters");
    }
    return new BearerToken(value, source);
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "x-bearer-token-file names a file that cannot be read: " + file, e);
    }
  }

  /** The secret itself. */
  String value() {
    return value;
  }

  /** Where it came from, for a person. */
  public String source() {
    return source;
  }

  @Override
  public String toString() {
    return "a bearer token from " + source;
  }
}
