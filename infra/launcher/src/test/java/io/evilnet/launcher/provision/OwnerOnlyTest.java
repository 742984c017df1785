package io.evilnet.launcher.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
  @TempDir private Path temporary;

  @Test
  void shouldCreateDirectoryAccessibleToOwnerOnly() throws IOException {
    Path created = temporary.resolve("a").resolve("b");

    OwnerOnly.ensure(created);

    assertThat(permissions(created)).isEqualTo("rwx------");
  }

  @Test
  void shouldRestrictExistingDirectoryBehindLink() throws IOException {
    Path accessible = Files.createDirectory(temporary.resolve("open"));
    Files.setPosixFilePermissions(accessible, PosixFilePermissions.fromString("rwxr-x--x"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), accessible);

    OwnerOnly.ensure(link);

    assertThat(permissions(accessible)).isEqualTo("rwx------");
  }

  @Test
  void shouldRejectDirectoryThatCannotBeRestricted() throws IOException {
    Path archive = temporary.resolve("without-permissions.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OwnerOnly.ensure(zip.getPath("/data")))
          .withMessageContaining("permissions of /data cannot be restricted")
          .withMessageContaining("run chmod 700 /data");
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
