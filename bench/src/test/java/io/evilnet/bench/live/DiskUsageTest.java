package io.evilnet.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.bench.usage.DiskTraffic;
import io.evilnet.bench.usage.Proc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskUsageTest {

  @TempDir private Path root;

  private final ProcessHandle process = ProcessHandle.current();

  @Test
  void shouldCountTrafficSinceFirstSample() throws IOException {
    DiskUsage disk = new DiskUsage(new Proc(root));
    write("io", "read_bytes: 1000\nwrite_bytes: 5000\n");
    disk.sample(Map.of(process, "kafka-1"));
    assertThat(disk.traffic()).isEqualTo(Map.of("kafka-1", DiskTraffic.NONE));

    write("io", "read_bytes: 1010\nwrite_bytes: 5200\n");
    disk.sample(Map.of(process, "kafka-1"));

    assertThat(disk.traffic()).isEqualTo(Map.of("kafka-1", new DiskTraffic(10, 200)));
  }

  @Test
  void shouldCountAllTrafficOfServiceStartedLater() throws IOException {
    DiskUsage disk = new DiskUsage(new Proc(root));
    disk.sample(Map.of());

    write("io", "read_bytes: 10\nwrite_bytes: 20\n");
    disk.sample(Map.of(process, "job"));
    disk.sample(Map.of());

    assertThat(disk.traffic()).isEqualTo(Map.of("job", new DiskTraffic(10, 20)));
  }

  @Test
  void shouldReturnMeanMemoryOfAllSamples() throws IOException {
    MemoryUsage memory = new MemoryUsage(new Proc(root));
    write("smaps_rollup", "Pss:  100 kB\n");
    memory.sample(Map.of(process, "kafka-1"));
    write("smaps_rollup", "Pss:  300 kB\n");
    memory.sample(Map.of(process, "kafka-1"));

    assertThat(memory.means()).isEqualTo(Map.of("kafka-1", 200.0 * 1_024));
  }

  private void write(String file, String text) throws IOException {
    Path directory = Files.createDirectories(root.resolve(Long.toString(process.pid())));
    Files.writeString(directory.resolve(file), text);
  }
}
