package io.evilnet.launcher.cluster;

import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.platform.security.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Shared secret of the processes of a Spark cluster. A master runs any submitted job as the account
 * of its workers, so it accepts jobs only from clients with the secret.
 *
 * @param secretFile file with one line, readable by its owner only
 */
public record SparkSecurity(Path secretFile) {
  /**
   * Settings apart from the secret: encrypted RPC with the newer handshake and without fallback;
   * encrypted spill files. The cipher stays AES-CTR: with AES-GCM the second message on a
   * connection is never read (SPARK-56227, not in 3.5). {@code infra/k8s} contains the same.
   */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "spark.authenticate", "true",
          "spark.network.crypto.enabled", "true",
          "spark.network.crypto.authEngineVersion", "2",
          "spark.network.crypto.saslFallback", "false",
          "spark.io.encryption.enabled", "true");

  /** Creates the secret if it does not exist. */
  void ensureSecret() {
    if (!Files.exists(secretFile)) {
      DevelopmentSecrets.writePassword(secretFile);
    }
  }

  /**
   * Writes a properties file of Spark. On a command line, or in the environment of an executor, the
   * secret would be visible to others.
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
