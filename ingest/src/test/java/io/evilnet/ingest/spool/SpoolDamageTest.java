package io.evilnet.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash or a bad disk leaves. */
class SpoolDamageTest {

  @TempDir private Path directory;

  @Test
  void shouldCutATornTailWhereverItsProcessDied() throws Exception {
    Path segment;
    try (Spool spool = Spools.open(directory)) {
      Spools.append(spool, "first", "second");
      segment = Spools.segments(directory).get(0);
    }
    byte[] whole = Files.readAllBytes(segment);
    int second = FrameCodec.encode(Spools.line("first")).length;
    for (int size = 0; size < whole.length; size++) {
      Path copy = Files.createDirectories(directory.resolve("torn-" + size));
      Files.write(copy.resolve(segment.getFileName()), Arrays.copyOf(whole, size));
      try (Spool spool = Spool.open(Spools.settings(copy, 1 << 20, 8 << 20));
          SpoolReader reader = spool.reader()) {
        Spools.append(spool, "third");
        List<String> expected = size < second ? List.of("third") : List.of("first", "third");
        assertThat(Spools.readAll(reader)).as("cut after %d bytes", size).isEqualTo(expected);
        assertThat(spool.status().damagedBytes()).isZero();
      }
    }
  }

  @Test
  void shouldCutZerosAtTheEndAsAPowerCutLeavesThem() throws Exception {
    Path segment;
    try (Spool spool = Spools.open(directory)) {
      Spools.append(spool, "a");
      segment = Spools.segments(directory).get(0);
    }
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.setLength(file.length() + 5_000);
    }
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      Spools.append(spool, "b");
      assertThat(Spools.readAll(reader)).containsExactly("a", "b");
    }
  }

  @Test
  void shouldPassOverADamagedFrameAndCountIt() throws Exception {
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      Spools.append(spool, "aaaa", "bbbb", "cccc");
      int frame = FrameCodec.encode(Spools.line("aaaa")).length;
      Spools.damage(Spools.segments(directory).get(0), 2L * frame - 1);
      assertThat(Spools.readAll(reader)).containsExactly("aaaa", "cccc");
      assertThat(spool.status().damagedBytes()).isEqualTo(frame);
    }
  }

  @Test
  void shouldPassOverTheRestOfASegmentWhenALengthIsDamaged() throws Exception {
    try (Spool spool = Spool.open(Spools.settings(directory, 4096, 1 << 20));
        SpoolReader reader = spool.reader()) {
      String large = "x".repeat(1_500);
      Spools.append(spool, large, large, "in the next segment", large, large);
      Spools.damage(Spools.segments(directory).get(0), 0);
      assertThat(Spools.readAll(reader)).contains(large).hasSizeLessThan(5);
      assertThat(spool.status().damagedBytes()).isPositive();
    }
  }

  @Test
  void shouldSendAllAgainWhenTheCursorIsDamaged() throws Exception {
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      Spools.append(spool, "a", "b");
      spool.acknowledge(reader.poll(Spools.AT_ONCE).end());
    }
    Files.write(directory.resolve("cursor"), new byte[64]);
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      assertThat(Spools.readAll(reader)).containsExactly("a", "b");
    }
  }
}
