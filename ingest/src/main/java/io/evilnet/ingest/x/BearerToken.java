package io.evilnet.ingest.x;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The credential of an X app. Its text is in no log, message or {@link #toString()}. */
public final class BearerToken {

  /** The environment variable that holds a token. */
  public static final String VARIABLE = "X_BEARER_TOKEN";

  /** The token of the simulator; no secret. */
  public static final String SIMULATED = "simulated";

  private final String value;
  private final String source;

  private BearerToken(String value, String source) {
    this.value = value;
    this.source = source;
  }

  /**
   * Reads the only token from a file, else from the environment.
   *
   * @param file a file that holds nothing but the token
   * @throws IllegalArgumentException if there is no token, or one that cannot be one
   */
  public static BearerToken read(Optional<Path> file, Map<String, String> environment) {
    List<BearerToken> tokens = readAll(file, environment);
    if (tokens.size() > 1) {
      throw new IllegalArgumentException(
          "%s holds %d bearer tokens: one is needed here"
              .formatted(tokens.get(0).source(), tokens.size()));
    }
    return tokens.get(0);
  }

  /**
   * Reads the tokens of one or more accounts from a file, else from the environment.
   *
   * @param file a file that holds nothing but tokens, one a line; in the environment commas
   *     separate them
   * @throws IllegalArgumentException if there is no token, one that cannot be one, or one twice
   */
  public static List<BearerToken> readAll(Optional<Path> file, Map<String, String> environment) {
    if (file.isPresent()) {
      return split(content(file.get()).split("\\R"), "the file " + file.get());
    }
    String value = environment.getOrDefault(VARIABLE, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "a bearer token is needed: set %s, or x-bearer-token-file to a file that holds it"
              .formatted(VARIABLE));
    }
    return split(value.split(","), "the environment variable " + VARIABLE);
  }

  private static List<BearerToken> split(String[] texts, String source) {
    List<String> values = Arrays.stream(texts).map(String::trim).filter(t -> !t.isEmpty()).toList();
    if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException(
          values.isEmpty()
              ? source + " holds no bearer token: it is empty"
              : source + " holds a bearer token twice: each account has one connection");
    }
    return IntStream.range(0, values.size())
        .mapToObj(
            i ->
                of(
                    values.get(i),
                    values.size() == 1 ? source : "place " + (i + 1) + " of " + source))
        .toList();
  }

  private static BearerToken of(String value, String source) {
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

  /** Returns whether everybody may know it. */
  boolean isPublic() {
    return value.equals(SIMULATED);
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
