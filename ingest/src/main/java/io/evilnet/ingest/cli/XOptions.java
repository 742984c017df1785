package io.evilnet.ingest.cli;

import io.evilnet.ingest.x.BearerToken;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.XSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How X is reached. The token itself is never an option: options are seen in the process list. */
final class XOptions {

  private static final Pattern THIS_MACHINE =
      Pattern.compile("http://(127\\.0\\.0\\.1|localhost)(:\\d+)?/?");

  private static final String SIMULATED = "simulated";

  @Option(
      names = "--x-base-url",
      paramLabel = "URL",
      defaultValue = "https://api.x.com",
      description = "X's API, or what stands in for it (default: ${DEFAULT-VALUE}).")
  private String baseUrl;

  @Option(
      names = "--x-bearer-token-file",
      paramLabel = "FILE",
      defaultValue = "${env:X_BEARER_TOKEN_FILE}",
      description =
          "File that holds the bearer token; X_BEARER_TOKEN_FILE names one as well, and"
              + " X_BEARER_TOKEN holds the token itself.")
  private Optional<Path> tokenFile;

  @Option(
      names = "--stall-timeout",
      paramLabel = "DURATION",
      defaultValue = "25s",
      description =
          "A connection without a byte for so long is dead; X sends one every 20 s"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration stallTimeout;

  @Option(
      names = "--backfill-minutes",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How much of a gap X is asked to send again, up to 5; accounts with Enterprise access only"
              + " (default: ${DEFAULT-VALUE}).")
  private int backfillMinutes;

  @Option(
      names = "--free-connections",
      paramLabel = "true|false",
      arity = "1",
      defaultValue = "true",
      description =
          "Whether a dead connection that holds the account's place is ended; false when several"
              + " collectors share a bearer token (default: ${DEFAULT-VALUE}).")
  private boolean freeConnections;

  /** The values, checked. */
  XSettings settings() {
    return new XSettings(
        baseUrl, token(System.getenv()), stallTimeout, backfillMinutes, freeConnections);
  }

  /** What a person can do about a refusal. */
  static String explain(StreamEnd.Refused refused, XSettings x) {
    return switch (refused.status()) {
      case 401 ->
          "%s. It does not know the bearer token from %s: check it, or make a new one in X's developer console"
              .formatted(refused.description(), x.token().source());
      case 403 ->
          "%s. The app of the bearer token from %s may not do this: check its access level and credits in X's developer console"
              .formatted(refused.description(), x.token().source());
      default -> refused.description();
    };
  }

  /** The simulator of this machine asks for a token as X does, and takes any. */
  private BearerToken token(Map<String, String> environment) {
    boolean given = tokenFile.isPresent() || environment.containsKey(BearerToken.VARIABLE);
    return given || !THIS_MACHINE.matcher(baseUrl).matches()
        ? BearerToken.read(tokenFile, environment)
        : BearerToken.read(Optional.empty(), Map.of(BearerToken.VARIABLE, SIMULATED));
  }
}
