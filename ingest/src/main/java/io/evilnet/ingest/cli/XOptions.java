package io.evilnet.ingest.cli;

import io.evilnet.ingest.x.BearerToken;
import io.evilnet.ingest.x.StreamChoice;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.XSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How X is reached. The token itself is never an option: options are seen in the process list. */
final class XOptions {

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
              + " X_BEARER_TOKEN holds the token itself. Several accounts: one token a line, or"
              + " separated by commas.")
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

  /** How each account is reached, checked. */
  List<XSettings> settings() {
    return tokens(System.getenv()).stream()
        .map(
            token ->
                new XSettings(
                    baseUrl,
                    token,
                    stallTimeout,
                    backfillMinutes,
                    freeConnections,
                    StreamChoice.FILTERED))
        .toList();
  }

  /** What a person can do about a refusal. */
  static String explain(StreamEnd.Refused refused, XSettings x) {
    return switch (refused.status()) {
      case 401 ->
          "%s. It does not know the bearer token from %s: check it, or make a new one in X's developer console"
              .formatted(refused.description(), x.token().source());
      case 403 ->
          "%s. The app of the bearer token from %s may not do this: check its access level and credits in X's developer console%s"
              .formatted(refused.description(), x.token().source(), needsAccess(x));
      case 400 -> refused.description() + needsAccess(x);
      case 200 ->
          refused.description()
              + ". Mend the rules, or make room for them: 'bin/evilnet rules list' shows those of others";
      default -> refused.description();
    };
  }

  /** What of the settings only some accounts may use. */
  private static String needsAccess(XSettings x) {
    String stream =
        x.stream().equals(StreamChoice.FILTERED)
            ? ""
            : ". X gives the stream %s to some access levels only: without one, set stream to filtered"
                .formatted(x.stream().kind().label());
    String backfill =
        x.backfillMinutes() == 0
            ? ""
            : ". X backfills for Enterprise access only: without it, set backfill-minutes to 0";
    return stream + backfill;
  }

  /** The simulator of this machine asks for a token as X does, and takes any. */
  private List<BearerToken> tokens(Map<String, String> environment) {
    boolean given = tokenFile.isPresent() || environment.containsKey(BearerToken.VARIABLE);
    return given || !XSettings.isLoopback(baseUrl)
        ? BearerToken.readAll(tokenFile, environment)
        : BearerToken.readAll(
            Optional.empty(), Map.of(BearerToken.VARIABLE, BearerToken.SIMULATED));
  }
}
