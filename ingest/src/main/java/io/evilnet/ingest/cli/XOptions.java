package io.evilnet.ingest.cli;

import io.evilnet.ingest.x.BearerToken;
import io.evilnet.ingest.x.XSettings;
import java.nio.file.Path;
import java.time.Duration;
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

  /** The values, checked. */
  XSettings settings() {
    return new XSettings(baseUrl, BearerToken.read(tokenFile, System.getenv()), stallTimeout);
  }
}
