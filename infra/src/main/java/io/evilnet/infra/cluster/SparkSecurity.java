package io.evilnet.infra.cluster;

import io.evilnet.infra.security.DevelopmentSecrets;
import io.evilnet.infra.security.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The secret that the processes of a Spark cluster share. A master runs whatever is submitted to it
 * as the account of its workers, so it takes jobs only from those who can read the file.
 *
 * @param secretFile holds one line, and is read by its owner only
 */
public record SparkSecurity(Path secretFile) {
  /**
   * The settings besides the secret: encryption between the processes without a fallback to less,
   * with the newer handshake; what executors spill to disk is encrypted. The cipher stays AES-CTR:
   * with AES-GCM the second message on a connection is never read (SPARK-56227, not in 3.5). {@code
   * infra/k8s} states the same.
   */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "spark.authenticate", "true",
          "spark.network.crypto.enabled", "true",
          "spark.network.crypto.authEngineVersion", "2",
          "spark.network.crypto.saslFallback", "false",
          "spark.io.encryption.enabled", "true");

  /** Makes the secret, unless it is there. */
  void ensureSecret() {
    if (!Files.exists(secretFile)) {
      DevelopmentSecrets.writePassword(secretFile);
    }
  }

  /**
   * Writes a properties file of Spark. On a command line, or in the environment of an executor, the
   * secret would be seen by others.
   */
  void write(Path file) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("spark.authenticate.secret", Secret.in(secretFile).value());
    try {
      PropertiesFile.write(file, settings);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
