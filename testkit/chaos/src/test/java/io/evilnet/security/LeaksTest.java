package io.evilnet.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.SecretsDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaksTest {

  @Test
  void shouldFindLeakedSecrets(@TempDir Path temporary) throws IOException {
    SecretsDirectory secrets = new SecretsDirectory(temporary.resolve("secrets"));
    new DevelopmentSecrets(secrets).make(false);
    String password = Files.readString(secrets.password("kafka-ingest")).strip();
    Leaks leaks = Leaks.of(secrets);

    assertThat(leaks.secrets())
        .containsKeys("kafka-ingest.password", "cassandra-admin.password", "kafka.pem");
    assertThat(leaks.in("java -Dpassword=" + password)).containsExactly("kafka-ingest.password");
    assertThat(leaks.in("java")).isEmpty();

    Path logs = Files.createDirectories(temporary.resolve("logs"));
    assertThat(leaks.inFilesOf(logs)).isEmpty();
    Path log = Files.writeString(logs.resolve("a.log"), "logged in with " + password);
    assertThat(leaks.inFilesOf(logs)).singleElement().asString().contains("a.log");
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(leaks.inReadableFilesOf(logs)).hasSize(1);
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
    assertThat(leaks.inReadableFilesOf(logs)).isEmpty();
  }
}
