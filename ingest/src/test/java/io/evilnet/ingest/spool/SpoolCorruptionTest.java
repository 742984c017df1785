package io.evilnet.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the recovery from crashes and disk corruption. */
class SpoolCorruptionTest {

  @TempDir private Path directory;

  @Test
  void shouldTruncateTornTailOfAnyLength() throws Exception {
    Path segment;
    try (Spool spool = Spools.open(directory)) {
      Spools.append(spool, "first", "second");
      segment = Spools.segments(directory).get(0);
    }
    byte[] whole = Files.readAllBytes(segment);
    int second = FrameCodec.encode(Spools.line("first")).array().length;
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
  void shouldTruncateTrailingZerosAfterPowerFailure() throws Exception {
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
  void shouldSkipAndCountCorruptFrame() throws Exception {
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      Spools.append(spool, "aaaa", "bbbb", "cccc");
      int frame = FrameCodec.encode(Spools.line("aaaa")).array().length;
      Spools.corrupt(Spools.segments(directory).get(0), 2L * frame - 1);
      assertThat(Spools.readAll(reader)).containsExactly("aaaa", "cccc");
      assertThat(spool.status().damagedBytes()).isEqualTo(frame);
    }
  }

  @Test
  void shouldSkipOneFrameWithCorruptLengthInLastSegment() throws Exception {
    try (Spool spool = Spools.open(directory)) {
      Spools.append(spool, "aaaa", "bbbb", "cccc");
    }
    int frame = FrameCodec.encode(Spools.line("aaaa")).array().length;
    Spools.corrupt(Spools.segments(directory).get(0), frame);
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      assertThat(Spools.readAll(reader)).containsExactly("aaaa", "cccc");
      assertThat(spool.status().damagedBytes()).isEqualTo(frame);
    }
  }

  @Test
  void shouldCountCorruptFrameAtEndOfLastSegment() throws Exception {
    Path segment;
    try (Spool spool = Spools.open(directory)) {
      Spools.append(spool, "aaaa", "bbbb");
      segment = Spools.segments(directory).get(0);
    }
    Spools.corrupt(segment, Files.size(segment) - 1);
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      assertThat(Spools.readAll(reader)).containsExactly("aaaa");
      assertThat(spool.status().damagedBytes())
          .isEqualTo(FrameCodec.encode(Spools.line("bbbb")).array().length);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void shouldReadEveryIntactFrame(long seed) throws Exception {
    Random random = new Random(seed);
    List<byte[]> lines = new ArrayList<>();
    try (Spool spool = Spool.open(Spools.settings(directory, 8_192, 8 << 20))) {
      for (int i = 0; i < 60; i++) {
        byte[] line = new byte[random.nextInt(600)];
        random.nextBytes(line);
        lines.add(line);
        spool.append(
            new ReceivedLine(
                "local",
                Spools.RECEIVED,
                RawLine.whole(line),
                i % 2 == 0 ? OptionalLong.of(i) : OptionalLong.empty(),
                i % 3 == 0 ? "city " + i : ""));
        spool.flush();
      }
    }
    List<String> expected = new ArrayList<>();
    int next = 0;
    for (Path segment : Spools.segments(directory)) {
      byte[] bytes = Files.readAllBytes(segment);
      byte[] corrupted = bytes.clone();
      for (int i = 0; i < 4; i++) {
        corrupted[random.nextInt(corrupted.length)] ^= (byte) (1 << random.nextInt(8));
      }
      int size = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length);
      for (int at = 0; at < bytes.length; next++) {
        int end = at + FrameCodec.HEADER_BYTES + ByteBuffer.wrap(bytes).getInt(at);
        if (end <= size && Arrays.equals(bytes, at, end, corrupted, at, end)) {
          expected.add(ByteString.of(lines.get(next)).hex());
        }
        at = end;
      }
      Files.write(segment, Arrays.copyOf(corrupted, size));
    }
    assertThat(next).isEqualTo(lines.size());
    List<String> read = new ArrayList<>();
    try (Spool spool = Spool.open(Spools.settings(directory, 8_192, 8 << 20));
        SpoolReader reader = spool.reader()) {
      for (SpooledLine line = reader.poll(Spools.NO_WAIT);
          line != null;
          line = reader.poll(Spools.NO_WAIT)) {
        read.add(ByteString.of(line.line().line().bytes()).hex());
      }
    }
    assertThat(read).isEqualTo(expected);
  }

  @Test
  void shouldReadAllLinesAgainWhenCursorIsCorrupt() throws Exception {
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      Spools.append(spool, "a", "b");
      spool.acknowledge(reader.poll(Spools.NO_WAIT).end());
    }
    Files.write(directory.resolve("cursor"), new byte[64]);
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      assertThat(Spools.readAll(reader)).containsExactly("a", "b");
    }
  }
}
