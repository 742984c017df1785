package io.evilnet.launcher.cli;

import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.provision.SecretsDirectory;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Command-line options of authentication and TLS. */
final class SecurityOptions {
  @Option(
      names = "--secure",
      paramLabel = "true|false",
      defaultValue = "false",
      fallbackValue = "true",
      arity = "0..1",
      description =
          "Enable authentication and encryption for Kafka, Cassandra, Spark and the query API"
              + " (default: ${DEFAULT-VALUE}).")
  private boolean secure;

  @Option(
      names = "--secrets-dir",
      paramLabel = "DIR",
      description =
          "Directory of passwords, keys and certificates (default: secrets in the data directory).")
  private Path secrets;

  SecretsDirectory directory(RunDirectory run) {
    return new SecretsDirectory(secrets == null ? run.root().resolve("secrets") : secrets);
  }

  /**
   * Returns the secrets directory, if authentication is enabled.
   *
   * @throws IllegalArgumentException if it is enabled and the directory does not exist
   */
  Optional<SecretsDirectory> secretsIfSecure(RunDirectory run) {
    if (!secure) {
      return Optional.empty();
    }
    SecretsDirectory files = directory(run);
    if (!files.exists()) {
      throw new IllegalArgumentException(
          "--secure requires passwords and certificates, but there are none in %s: create them for development with bin/evilnet secure --data-dir %s"
              .formatted(files.root(), run.root()));
    }
    return Optional.of(files);
  }
}
