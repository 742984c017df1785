package io.evilnet.ingest.cli;

import io.evilnet.ingest.x.BearerToken;
import io.evilnet.ingest.x.Rejections;
import io.evilnet.ingest.x.StreamChoice;
import io.evilnet.ingest.x.XFailure;
import io.evilnet.ingest.x.XSettings;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Command-line options of the connection to X. The token is never passed as an option, because
 * options are visible in the process list.
 */
final class XOptions {

  private static final String BASE_URL = "--x-base-url";
  private static final String DEFAULT_BASE_URL = "https://api.x.com";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = BASE_URL,
      paramLabel = "URL",
      defaultValue = DEFAULT_BASE_URL,
      description = "Base URL of X's API or of a simulator (default: ${DEFAULT-VALUE}).")
  private String baseUrl;

  @Option(
      names = "--x-bearer-token-file",
      paramLabel = "FILE",
      defaultValue = "${env:X_BEARER_TOKEN_FILE}",
      description =
          "File with the bearer token; alternatives are X_BEARER_TOKEN_FILE, and"
              + " X_BEARER_TOKEN with the token itself. Several accounts: one token per line, or"
              + " separated by commas.")
  private Optional<Path> tokenFile;

  @Option(
      names = "--stall-timeout",
      paramLabel = "DURATION",
      defaultValue = "25s",
      description =
          "Time without a byte after which a connection is closed; X sends one every 20 s"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration stallTimeout;

  @Option(
      names = "--backfill-minutes",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Maximum backfill after a gap, up to 5 minutes; accounts with Enterprise access only"
              + " (default: ${DEFAULT-VALUE}).")
  private int backfillMinutes;

  @Option(
      names = "--free-connections",
      paramLabel = "true|false",
      arity = "1",
      defaultValue = "true",
      description =
          "Terminate a stale connection that occupies the account's slot; set to false if several"
              + " collectors share a bearer token (default: ${DEFAULT-VALUE}).")
  private boolean freeConnections;

  /**
   * Returns the validated settings of each account.
   *
   * @throws IllegalArgumentException if a bearer token of X would be sent to the simulator of the
   *     running system
   */
  List<XSettings> settings() {
    List<BearerToken> tokens = tokens(System.getenv());
    if (isOfRunningSimulator()) {
      requirePublic(tokens);
      command
          .commandLine()
          .getErr()
          .printf(
              "Using the simulator at %s; %s %s selects X's API.%n",
              baseUrl, BASE_URL, DEFAULT_BASE_URL);
    }
    return tokens.stream()
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

  /** Returns the failure of a request with its remedy, as far as there is one. */
  static IOException explain(IOException failure, XSettings x) {
    if (failure instanceof XFailure e) {
      return new IOException(Rejections.explained(e.end(), x).description(), e);
    }
    String remedy =
        failure instanceof SSLException
            ? "check the certificate authorities of the JDK, and whether a proxy intercepts TLS"
            : "check x-base-url, the network and the proxy";
    return new IOException(
        "no connection to %s (%s): %s".formatted(x.baseUrl(), failure.getMessage(), remedy),
        failure);
  }

  /** Returns whether the base URL is that of the settings file of a system with a simulator. */
  private boolean isOfRunningSimulator() {
    return EvilnetCommand.settingBeside(command.findOption(BASE_URL), "simulated")
        .map(Boolean::parseBoolean)
        .orElse(false);
  }

  private void requirePublic(List<BearerToken> tokens) {
    for (BearerToken token : tokens) {
      if (!token.isPublic()) {
        throw new IllegalArgumentException(
            "%s is the simulator of the running system, to which %s is not sent: specify %s %s for X's API, or unset the token for the simulator"
                .formatted(baseUrl, token, BASE_URL, DEFAULT_BASE_URL));
      }
    }
  }

  /**
   * Returns the tokens; for a simulator on this machine, which accepts any token, a placeholder by
   * default.
   */
  private List<BearerToken> tokens(Map<String, String> environment) {
    // ./start-all.sh sets an empty name for the simulator, which overrides that of a settings file.
    Optional<Path> file = tokenFile.filter(path -> !path.toString().isEmpty());
    boolean given = file.isPresent() || environment.containsKey(BearerToken.VARIABLE);
    return given || !XSettings.isLoopback(baseUrl)
        ? BearerToken.readAll(file, environment)
        : BearerToken.readAll(
            Optional.empty(), Map.of(BearerToken.VARIABLE, BearerToken.SIMULATED));
  }
}
