package io.evilnet.ingest.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final Instant RECEIVED = Instant.parse("2026-11-20T14:00:00.123456Z");
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  @TempDir private Path directory;

  @Test
  void shouldGiveBackWhatWasAppendedByteForByte() throws Exception {
    byte[] bytes = new byte[256];
    IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);
    ReceivedLine whole = new ReceivedLine("site-1", RECEIVED, RawLine.whole(bytes));
    ReceivedLine cut = new ReceivedLine("s", RECEIVED, RawLine.of(bytes, 1_000_000_000_000L));
    try (Spool spool = open();
        SpoolReader reader = spool.reader()) {
      spool.append(whole);
      spool.append(cut);
      spool.flush();
      for (ReceivedLine expected : List.of(whole, cut)) {
        ReceivedLine line = reader.poll(AT_ONCE).line();
        assertThat(line.site()).isEqualTo(expected.site());
        assertThat(line.receivedAt()).isEqualTo(expected.receivedAt());
        assertThat(line.line().bytes()).isEqualTo(bytes);
        assertThat(line.line().length()).isEqualTo(expected.line().length());
      }
      assertThat(reader.poll(AT_ONCE)).isNull();
    }
  }

  @Test
  void shouldShowNothingThatIsNotFlushed() throws Exception {
    try (Spool spool = open();
        SpoolReader reader = spool.reader()) {
      spool.append(line("a"));
      assertThat(reader.poll(AT_ONCE)).isNull();
      spool.flush();
      assertThat(text(reader.poll(AT_ONCE))).isEqualTo("a");
    }
  }

  @Test
  void shouldReadAgainWhatWasNotAcknowledgedWhenItIsOpenedAgain() throws Exception {
    try (Spool spool = open();
        SpoolReader reader = spool.reader()) {
      append(spool, "a", "b", "c");
      reader.poll(AT_ONCE);
      spool.acknowledge(reader.poll(AT_ONCE).end());
      reader.poll(AT_ONCE);
    }
    try (Spool spool = open();
        SpoolReader reader = spool.reader()) {
      append(spool, "d");
      assertThat(readAll(reader)).containsExactly("c", "d");
    }
  }

  @Test
  void shouldCutATornTailWhereverItsProcessDied() throws Exception {
    Path segment;
    try (Spool spool = open()) {
      append(spool, "first", "second");
      segment = segments().get(0);
    }
    byte[] whole = Files.readAllBytes(segment);
    int second = FrameCodec.encode(line("first")).length;
    for (int size = 0; size < whole.length; size++) {
      Path copy = Files.createDirectories(directory.resolve("torn-" + size));
      Files.write(copy.resolve(segment.getFileName()), Arrays.copyOf(whole, size));
      try (Spool spool = Spool.open(settings(copy, 1 << 20, 8 << 20));
          SpoolReader reader = spool.reader()) {
        append(spool, "third");
        List<String> expected = size < second ? List.of("third") : List.of("first", "third");
        assertThat(readAll(reader)).as("cut after %d bytes", size).isEqualTo(expected);
        assertThat(spool.status().damagedBytes()).isZero();
      }
    }
  }

  @Test
  void shouldCutZerosAtTheEndAsAPowerCutLeavesThem() throws Exception {
    Path segment;
    try (Spool spool = open()) {
      append(spool, "a");
      segment = segments().get(0);
    }
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.setLength(file.length() + 5_000);
    }
    try (Spool spool = open();
        SpoolReader reader = spool.reader()) {
      append(spool, "b");
      assertThat(readAll(reader)).containsExactly("a", "b");
    }
  }

  @Test
  void shouldPassOverADamagedFrameAndCountIt() throws Exception {
    try (Spool spool = open();
        SpoolReader reader = spool.reader()) {
      append(spool, "aaaa", "bbbb", "cccc");
      int frame = FrameCodec.encode(line("aaaa")).length;
      damage(segments().get(0), 2L * frame - 1);
      assertThat(readAll(reader)).containsExactly("aaaa", "cccc");
      assertThat(spool.status().damagedBytes()).isEqualTo(frame);
    }
  }

  @Test
  void shouldPassOverTheRestOfASegmentWhenALengthIsDamaged() throws Exception {
    try (Spool spool = Spool.open(settings(directory, 4096, 1 << 20));
        SpoolReader reader = spool.reader()) {
      String large = "x".repeat(1_500);
      append(spool, large, large, "in the next segment", large, large);
      damage(segments().get(0), 0);
      assertThat(readAll(reader)).contains(large).hasSizeLessThan(5);
      assertThat(spool.status().damagedBytes()).isPositive();
    }
  }

  @Test
  void shouldDeleteASegmentOnlyWhenAllOfItIsAcknowledged() throws Exception {
    try (Spool spool = Spool.open(settings(directory, 4096, 1 << 20));
        SpoolReader reader = spool.reader()) {
      String large = "x".repeat(1_500);
      append(spool, large, large, large, large, large);
      assertThat(segments()).hasSize(3);
      reader.poll(AT_ONCE);
      SpoolPosition second = reader.poll(AT_ONCE).end();
      SpoolPosition third = reader.poll(AT_ONCE).end();
      spool.acknowledge(new SpoolPosition(second.segment(), second.offset() - 1));
      assertThat(segments()).hasSize(3);
      spool.acknowledge(second);
      assertThat(segments()).hasSize(2);
      spool.acknowledge(third);
      assertThat(segments()).hasSize(2);
    }
  }

  @Test
  void shouldStopAcceptingAtItsBoundAndGoOnByItselfWhenThereIsRoom() throws Exception {
    String large = "x".repeat(1_500);
    try (Spool spool = Spool.open(settings(directory, 4096, 8192));
        SpoolReader reader = spool.reader()) {
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 20; i++) {
                  appendUnchecked(spool, i + large);
                }
              });
      await().until(() -> spool.status().isBlocked());
      assertThat(spool.status().blocked()).contains("spool-max");
      assertThat(spool.status().bytes()).isLessThanOrEqualTo(8192);
      assertThat(writer).isNotDone();
      List<String> read = new ArrayList<>();
      await()
          .until(
              () -> {
                SpooledLine next = reader.poll(AT_ONCE);
                if (next != null) {
                  read.add(text(next));
                  spool.acknowledge(next.end());
                } else {
                  spool.acknowledge(spool.acknowledged());
                }
                return read.size() == 20;
              });
      assertThat(writer).succeedsWithin(Duration.ofSeconds(5));
      assertThat(read).isEqualTo(IntStream.range(0, 20).mapToObj(i -> i + large).toList());
      assertThat(spool.status().isBlocked()).isFalse();
    }
  }

  @Test
  void shouldTakeALineThatIsLargerThanItsBound() throws Exception {
    String huge = "x".repeat(20_000);
    try (Spool spool = Spool.open(settings(directory, 4096, 8192));
        SpoolReader reader = spool.reader()) {
      append(spool, huge);
      SpooledLine read = reader.poll(AT_ONCE);
      assertThat(text(read)).isEqualTo(huge);
      CompletableFuture<Void> next = CompletableFuture.runAsync(() -> appendUnchecked(spool, huge));
      await()
          .until(
              () -> {
                spool.acknowledge(read.end());
                return next.isDone();
              });
      assertThat(text(reader.poll(AT_ONCE))).isEqualTo(huge);
    }
  }

  @Test
  void shouldLetGoOfWhoWaitsForRoomWhenItIsStopped() throws Exception {
    try (Spool spool = Spool.open(settings(directory, 4096, 8192))) {
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                while (true) {
                  appendUnchecked(spool, "x".repeat(3_000));
                }
              });
      await().until(() -> spool.status().isBlocked());
      spool.stopAccepting();
      assertThat(writer)
          .failsWithin(Duration.ofSeconds(5))
          .withThrowableOfType(ExecutionException.class)
          .withRootCauseInstanceOf(SpoolClosedException.class);
    }
  }

  @Test
  void shouldEndASegmentByAgeSoThatAcknowledgedPostsDoNotStay() throws Exception {
    SpoolSettings settings =
        new SpoolSettings(directory, 1 << 20, 8 << 20, Duration.ofMillis(1), FsyncPolicy.BATCH);
    try (Spool spool = Spool.open(settings);
        SpoolReader reader = spool.reader()) {
      append(spool, "a");
      SpoolPosition end = reader.poll(AT_ONCE).end();
      await()
          .until(
              () -> {
                spool.flush();
                spool.acknowledge(end);
                return segments().isEmpty();
              });
      append(spool, "b");
      assertThat(readAll(reader)).containsExactly("b");
    }
  }

  @Test
  void shouldSendAllAgainWhenTheCursorIsDamaged() throws Exception {
    try (Spool spool = open();
        SpoolReader reader = spool.reader()) {
      append(spool, "a", "b");
      spool.acknowledge(reader.poll(AT_ONCE).end());
    }
    Files.write(directory.resolve("cursor"), new byte[64]);
    try (Spool spool = open();
        SpoolReader reader = spool.reader()) {
      assertThat(readAll(reader)).containsExactly("a", "b");
    }
  }

  @Test
  void shouldBeUsedByOneProcessAtATime() throws Exception {
    try (Spool spool = open()) {
      assertThat(spool.status().bytes()).isZero();
      assertThatThrownBy(this::open)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("another ingest");
    }
    open().close();
  }

  @Test
  void shouldSayHowMuchIsNotAcknowledged() throws Exception {
    try (Spool spool = open();
        SpoolReader reader = spool.reader()) {
      append(spool, "a", "b");
      long bytes = spool.status().bytes();
      assertThat(spool.status().lagBytes()).isEqualTo(bytes).isPositive();
      spool.acknowledge(reader.poll(AT_ONCE).end());
      assertThat(spool.status().lagBytes()).isEqualTo(bytes / 2);
      spool.acknowledge(reader.poll(AT_ONCE).end());
      assertThat(spool.status().lagBytes()).isZero();
    }
  }

  private Spool open() throws IOException {
    return Spool.open(settings(directory, 1 << 20, 8 << 20));
  }

  private static SpoolSettings settings(Path directory, long segment, long max) {
    return new SpoolSettings(directory, segment, max, Duration.ofHours(1), FsyncPolicy.NONE);
  }

  private static ReceivedLine line(String text) {
    return new ReceivedLine("local", RECEIVED, RawLine.whole(text.getBytes(UTF_8)));
  }

  private static void append(Spool spool, String... texts) throws IOException {
    for (String text : texts) {
      spool.append(line(text));
    }
    spool.flush();
  }

  private static void appendUnchecked(Spool spool, String text) {
    try {
      append(spool, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> readAll(SpoolReader reader) throws Exception {
    List<String> texts = new ArrayList<>();
    for (SpooledLine next = reader.poll(AT_ONCE); next != null; next = reader.poll(AT_ONCE)) {
      texts.add(text(next));
    }
    return texts;
  }

  private static String text(SpooledLine line) {
    return new String(line.line().line().bytes(), UTF_8);
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".spool")).sorted().toList();
    }
  }

  private static void damage(Path segment, long offset) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.seek(offset);
      int before = file.read();
      file.seek(offset);
      file.write(before ^ 0x55);
    }
  }
}
