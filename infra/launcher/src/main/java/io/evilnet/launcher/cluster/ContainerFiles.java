package io.evilnet.launcher.cluster;

import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.SecretsDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Configuration files with secrets for the servers of {@code infra/compose/secure.yaml}, in the
 * secrets directory. They refer to the directory by its path, which is that in the containers.
 */
public record ContainerFiles(SecretsDirectory secrets) {
  /** Services with certificates, which are valid for these names. */
  public static final List<String> HOST_NAMES =
      List.of("kafka-1", "kafka-2", "kafka-controller", "cassandra", "streams-app");

  /** Listeners of clients and brokers. */
  static final List<String> LISTENERS = List.of("INTERNAL", "HOST");

  /** Writes the files, also over existing ones. */
  public void write() {
    KafkaSecurity kafka = new KafkaSecurity(secrets);
    Path settings = file("kafka.properties");
    try {
      Map<String, String> all = new TreeMap<>(KafkaSettings.shared());
      all.putAll(kafka.authentication(LISTENERS));
      PropertiesFile.write(settings, all);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + settings, e);
    }
    SecretsDirectory.write(file("kafka-users"), String.join("\n", kafka.formatArguments()) + "\n");
    new SparkSecurity(secrets.password(DevelopmentSecrets.SPARK)).write(file("spark.properties"));
  }

  private Path file(String name) {
    return secrets.root().resolve(name);
  }
}
