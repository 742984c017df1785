package io.evilnet.launcher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.SecretsDirectory;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerFilesTest {
  @TempDir private static Path temporary;

  private static SecretsDirectory secrets;

  @BeforeAll
  static void writeFiles() {
    secrets = new SecretsDirectory(temporary.resolve("secrets"));
    new DevelopmentSecrets(secrets, ContainerFiles.HOST_NAMES).make(false);
    new ContainerFiles(secrets).write();
  }

  @Test
  void shouldConfigureAuthenticationOnEachKafkaListener() throws IOException {
    Properties kafka = read("kafka.properties");
    String password = Files.readString(secrets.password("kafka-broker"), UTF_8).strip();

    for (String listener : ContainerFiles.LISTENERS) {
      assertThat(
              kafka.getProperty(
                  "listener.name.%s.scram-sha-512.sasl.jaas.config"
                      .formatted(listener.toLowerCase(java.util.Locale.ROOT))))
          .contains("evilnet-broker", password);
    }
    assertThat(kafka)
        .containsEntry("ssl.keystore.location", secrets.identity("kafka").toString())
        .containsEntry("allow.everyone.if.no.acl.found", "false")
        .containsAllEntriesOf(KafkaSettings.shared());
  }

  @Test
  void shouldFormatStorageWithFirstUsers() throws IOException {
    assertThat(Files.readString(secrets.root().resolve("kafka-users"), UTF_8))
        .contains("--add-scram\n", "[name=evilnet-admin,", "[name=evilnet-broker,");
  }

  @Test
  void shouldWriteSecretOfSpark() throws IOException {
    assertThat(read("spark.properties"))
        .containsAllEntriesOf(SparkSecurity.SETTINGS)
        .containsEntry(
            "spark.authenticate.secret",
            Files.readString(secrets.password("spark"), UTF_8).strip());
  }

  private Properties read(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(secrets.root().resolve(name))) {
      properties.load(in);
    }
    return properties;
  }
}
