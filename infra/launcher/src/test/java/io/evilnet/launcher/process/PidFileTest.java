package io.evilnet.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  @TempDir Path directory;

  @Test
  void shouldFindRecordedProcess() {
    PidFile file = new PidFile(directory.resolve("self.pid"));

    file.write(ProcessHandle.current());

    assertThat(file.process()).contains(ProcessHandle.current());
  }

  @Test
  void shouldIgnoreReusedPid() throws IOException {
    Path path = directory.resolve("reused.pid");
    Instant before = ProcessHandle.current().info().startInstant().orElseThrow().minusSeconds(60);
    Files.writeString(path, ProcessHandle.current().pid() + " " + before + "\n");

    assertThat(new PidFile(path).process()).isEmpty();
  }

  @Test
  void shouldIgnoreMissingEmptyOrTruncatedFile() throws IOException {
    Path path = directory.resolve("broken.pid");
    assertThat(new PidFile(path).process()).isEmpty();
    for (String content : new String[] {"", "\n", "12", "12 2026-", "no pid"}) {
      Files.writeString(path, content);
      assertThat(new PidFile(path).process()).as("'%s'", content).isEmpty();
    }
  }
}
