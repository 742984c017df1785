package io.evilnet.ingest.x;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Credential of an X app. Its value never appears in logs, messages or {@link #toString()}. */
public final class BearerToken {

  /** The environment variable that contains a token. */
  public static final String VARIABLE = "X_BEARER_TOKEN";

  /** The token of the simulator, which is not a secret. */
  public static final String SIMULATED = "simulated";

  private final String value;
  private final String source;

  private BearerToken(String value, String source) {
    this.value = value;
    this.source = source;
  }

  /**
   * Reads the tokens of one or more accounts from a file, else from the environment.
   *
   * @param file a file with one token per line; in the environment they are separated by commas
   * @throws IllegalArgumentException if there is no token, or one is malformed or a duplicate
   */
  public static List<BearerToken> readAll(Optional<Path> file, Map<String, String> environment) {
    if (file.isPresent()) {
      return split(content(file.get()).split("\\R"), "the file " + file.get());
    }
    String value = environment.getOrDefault(VARIABLE, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "no bearer token: set %s, or x-bearer-token-file to a file that contains it"
              .formatted(VARIABLE));
    }
    return split(value.split(","), "the environment variable " + VARIABLE);
  }

  private static List<BearerToken> split(String[] texts, String source) {
    List<String> values = Arrays.stream(texts).map(String::trim).filter(t -> !t.isEmpty()).toList();
    if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException(
          values.isEmpty()
              ? source + " contains no bearer token: it is empty"
              : source + " contains a bearer token twice: each account has one connection");
    }
    return IntStream.range(0, values.size())
        .mapToObj(
            i ->
                of(
                    values.get(i),
                    values.size() == 1 ? source : "token " + (i + 1) + " of " + source))
        .toList();
  }

  private static BearerToken of(String value, String source) {
    // The alphabet of X's tokens; anything else would appear in an error message of the HTTP
    // client.
    if (!value.matches("[A-Za-z0-9%._~+/=-]+")) {
      throw new IllegalArgumentException(
          source
              + " contains no valid bearer token: it must be one line of visible ASCII characters");
    }
    return new BearerToken(value, source);
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the file in x-bearer-token-file: " + file, e);
    }
  }

  /** Returns the secret value. */
  String value() {
    return value;
  }

  /** Returns whether the token is publicly known. */
  public boolean isPublic() {
    return value.equals(SIMULATED);
  }

  /** Returns a description of its origin. */
  public String source() {
    return source;
  }

  @Override
  public String toString() {
    return "a bearer token from " + source;
  }
}
