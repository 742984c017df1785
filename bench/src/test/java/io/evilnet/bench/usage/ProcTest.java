package io.evilnet.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcTest {

  @TempDir private Path root;

  private Proc proc;

  @BeforeEach
  void write() throws IOException {
    proc = new Proc(root);
    write(
        "7/status",
        "Name:\tjava\nState:\tS (sleeping)\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n");
  }

  @Test
  void shouldReadProportionalSetSize() throws IOException {
    write(
        "7/smaps_rollup",
        "00400000-7fff0000 ---p 00000000 00:00 0    [rollup]\nRss:    900 kB\nPss:     300 kB\nPss_Dirty:  100 kB\n");

    assertThat(proc.memory(7)).hasValue(300 * 1_024);
  }

  @Test
  void shouldFallBackToResidentSetSize() {
    assertThat(proc.memory(7)).hasValue(1_024 * 1_024);
    assertThat(proc.peakMemory(7)).hasValue(2_048 * 1_024);
  }

  @Test
  void shouldReadDiskTrafficInBytes() throws IOException {
    write(
        "7/io",
        "rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 4096\nwrite_bytes: 8192\ncancelled_write_bytes: 5\n");

    assertThat(proc.disk(7)).contains(new DiskTraffic(4_096, 8_192));
  }

  @Test
  void shouldReadReceivedBytesOfLoopbackInterface() throws IOException {
    write(
        "net/dev",
        "Inter-|   Receive  |  Transmit\n face |bytes    packets|bytes    packets\n    lo: 123456 12 0 0 0 0 0 0 123456 12\n  eth0: 99 1 0 0 0 0 0 0 98 1\n");

    assertThat(proc.loopback()).hasValue(123_456);
  }

  @Test
  void shouldReturnNoValueForTerminatedProcess() {
    assertThat(proc.memory(8)).isEmpty();
    assertThat(proc.peakMemory(8)).isEmpty();
    assertThat(proc.disk(8)).isEmpty();
    assertThat(proc.loopback()).isEmpty();
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
