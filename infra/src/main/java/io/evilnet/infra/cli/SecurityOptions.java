package io.evilnet.infra.cli;

import io.evilnet.infra.process.RunDirectory;
import io.evilnet.infra.security.SecretsDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Whether everything is started with passwords and TLS, and where these are kept. */
final class SecurityOptions {
  @Option(
      names = "--secure",
      paramLabel = "true|false",
      defaultValue = "false",
      fallbackValue = "true",
      arity = "0..1",
      description =
          "Whether Kafka, Cassandra, Spark and the query API ask for passwords and speak TLS"
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
   * The directory of what is needed, if anything is.
   *
   * @throws IllegalArgumentException if it is needed, and not there
   */
  Optional<SecretsDirectory> wanted(RunDirectory run) {
    if (!secure) {
      return Optional.empty();
    }
    SecretsDirectory wanted = directory(run);
    if (!wanted.exists()) {
      throw new IllegalArgumentException(
          "--secure needs passwords and certificates, and there are none in %s: bin/evilnet secure --data-dir %s makes them for development"
              .formatted(wanted.root(), run.root()));
    }
    return Optional.of(wanted);
  }

  /** The options by name, as a properties file has them. */
  Map<String, String> settings(RunDirectory run) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("secure", Boolean.toString(secure));
    if (secure) {
      settings.put("secrets-dir", directory(run).root().toString());
    }
    return settings;
  }
}
