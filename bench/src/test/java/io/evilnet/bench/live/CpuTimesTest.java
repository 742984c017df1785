package io.evilnet.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.process.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CpuTimesTest {

  @TempDir private Path root;

  @Test
  void shouldIncludeChildProcessesOfService() throws Exception {
    Process service = new ProcessBuilder("sh", "-c", "(while :; do :; done) & wait").start();
    try {
      RunDirectory directory = new RunDirectory(root);
      write(directory, "service", service.toHandle());
      ServiceProcesses processes = new ServiceProcesses(directory);
      CpuTimes times = new CpuTimes();
      times.sample(processes.running());
      assertThat(times.taken().values()).containsOnly(Duration.ZERO);

      while (times.taken().getOrDefault("service", Duration.ZERO).isZero()) {
        Thread.sleep(20);
        times.sample(processes.running());
      }
      assertThat(times.taken()).containsOnlyKeys("service");
    } finally {
      service.descendants().forEach(ProcessHandle::destroyForcibly);
      service.destroyForcibly().waitFor();
    }
  }

  private static void write(RunDirectory directory, String name, ProcessHandle process)
      throws IOException {
    Path file = directory.run(name + ".pid");
    Files.createDirectories(file.getParent());
    Files.writeString(file, process.pid() + " " + process.info().startInstant().orElseThrow());
  }
}
