package io.evilnet.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySizeTest {

  @TempDir private Path root;

  @Test
  void shouldSumFilesOfAllSubdirectories() throws IOException {
    Files.createDirectories(root.resolve("a/b"));
    Files.write(root.resolve("a/1.log"), new byte[10]);
    Files.write(root.resolve("a/b/2.log"), new byte[20]);
    Files.write(root.resolve("a/b/2.index"), new byte[40]);

    assertThat(DirectorySize.of(root)).isEqualTo(70);
    assertThat(DirectorySize.of(root, file -> file.toString().endsWith(".log"))).isEqualTo(30);
  }

  @Test
  void shouldBeZeroForMissingDirectory() throws IOException {
    assertThat(DirectorySize.of(root.resolve("absent"))).isZero();
  }
}
