package io.evilnet.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir Path directory;

  @Test
  void shouldReturnOnlyLinesWrittenSinceStart() throws IOException {
    Path path = directory.resolve("service.log");
    Files.writeString(path, "of an earlier start\n");
    LogFile log = new LogFile(path);
    long start = log.size();
    Files.writeString(path, "of an earlier start\nfirst\n\nlast\n");

    assertThat(log.tail(start)).containsExactly("first", "last");
  }

  @Test
  void shouldRotateToOneFileWhenSizeLimitIsExceeded() throws IOException {
    Path path = directory.resolve("service.log");
    Files.writeString(path, "0123456789");
    LogFile log = new LogFile(path);

    log.rotateIfLargerThan(10);
    assertThat(path).hasContent("0123456789");

    log.rotateIfLargerThan(9);
    assertThat(path).isEmptyFile();
    assertThat(directory.resolve("service.log.1")).hasContent("0123456789");
  }
}
