package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.process.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFileTest {
  @TempDir private Path temporary;

  @Test
  void shouldRestrictClusterFileToOwner() throws IOException {
    Properties users = new Properties();
    users.putAll(Map.of("kafka-password", "hidden", "rate", "5", "data-dir", "/elsewhere"));
    ClusterFile file = ClusterFile.of(new RunDirectory(temporary));
    Files.createDirectories(file.path().getParent());

    file.write(users, Map.of("rate", "7"));

    assertThat(Files.readString(file.path()))
        .contains("kafka-password=hidden", "rate=7")
        .doesNotContain("data-dir");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
  }
}
