package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.process.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFileTest {
  @TempDir private Path temporary;

  @Test
  void shouldKeepToTheOwnerWhatTheUsersFileHolds() throws IOException {
    Path users = Files.writeString(temporary.resolve("mine"), "kafka-password=hidden\nrate=5\n");
    ClusterFile file = ClusterFile.of(new RunDirectory(temporary));
    Files.createDirectories(file.path().getParent());

    file.write(Optional.of(users), Map.of("rate", "7"));

    assertThat(Files.readString(file.path())).contains("kafka-password=hidden", "rate=7");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
  }
}
