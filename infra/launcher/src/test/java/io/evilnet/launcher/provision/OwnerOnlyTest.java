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
  void shouldMakeADirectoryThatOnlyItsOwnerCanEnter() throws IOException {
    Path made = temporary.resolve("a").resolve("b");

    OwnerOnly.ensure(made);

    assertThat(permissions(made)).isEqualTo("rwx------");
  }

  @Test
  void shouldCloseADirectoryThatIsOpenAlsoBehindALink() throws IOException {
    Path open = Files.createDirectory(temporary.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x--x"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), open);

    OwnerOnly.ensure(link);

    assertThat(permissions(open)).isEqualTo("rwx------");
  }

  @Test
  void shouldRefuseADirectoryThatCannotBeClosedAndNameTheRemedy() throws IOException {
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
