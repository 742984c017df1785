package io.evilnet.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the spool's bounds on disk space. */
class SpoolCapacityTest {

  @TempDir private Path directory;

  @Test
  void shouldDeleteOnlyFullyAcknowledgedSegments() throws Exception {
    try (Spool spool = Spool.open(Spools.settings(directory, 4096, 1 << 20));
        SpoolReader reader = spool.reader()) {
      String large = "x".repeat(1_500);
      Spools.append(spool, large, large, large, large, large);
      assertThat(Spools.segments(directory)).hasSize(3);
      reader.poll(Spools.NO_WAIT);
      SpoolPosition second = reader.poll(Spools.NO_WAIT).end();
      SpoolPosition third = reader.poll(Spools.NO_WAIT).end();
      spool.acknowledge(new SpoolPosition(second.segment(), second.offset() - 1));
      assertThat(Spools.segments(directory)).hasSize(3);
      spool.acknowledge(second);
      assertThat(Spools.segments(directory)).hasSize(2);
      spool.acknowledge(third);
      assertThat(Spools.segments(directory)).hasSize(2);
    }
  }

  @Test
  void shouldBlockAtMaximumSizeUntilSpaceIsFreed() throws Exception {
    String large = "x".repeat(1_500);
    try (Spool spool = Spool.open(Spools.settings(directory, 4096, 8192));
        SpoolReader reader = spool.reader()) {
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 20; i++) {
                  Spools.appendUnchecked(spool, i + large);
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
                SpooledLine next = reader.poll(Spools.NO_WAIT);
                if (next != null) {
                  read.add(Spools.text(next));
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
  void shouldAcceptLineAboveMaximumSize() throws Exception {
    String huge = "x".repeat(20_000);
    try (Spool spool = Spool.open(Spools.settings(directory, 4096, 8192));
        SpoolReader reader = spool.reader()) {
      Spools.append(spool, huge);
      SpooledLine read = reader.poll(Spools.NO_WAIT);
      assertThat(Spools.text(read)).isEqualTo(huge);
      CompletableFuture<Void> next =
          CompletableFuture.runAsync(() -> Spools.appendUnchecked(spool, huge));
      await()
          .until(
              () -> {
                spool.acknowledge(read.end());
                return next.isDone();
              });
      assertThat(Spools.text(reader.poll(Spools.NO_WAIT))).isEqualTo(huge);
    }
  }

  @Test
  void shouldUnblockWriterWhenStopped() throws Exception {
    try (Spool spool = Spool.open(Spools.settings(directory, 4096, 8192))) {
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                while (true) {
                  Spools.appendUnchecked(spool, "x".repeat(3_000));
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
  void shouldDeleteOldAcknowledgedSegmentWithoutNewLines() throws Exception {
    SpoolSettings settings =
        new SpoolSettings(directory, 1 << 20, 8 << 20, Duration.ofMillis(1), FsyncPolicy.BATCH);
    try (Spool spool = Spool.open(settings);
        SpoolReader reader = spool.reader()) {
      Spools.append(spool, "a");
      SpoolPosition end = reader.poll(Spools.NO_WAIT).end();
      await()
          .until(
              () -> {
                spool.acknowledge(end);
                return Spools.segments(directory).isEmpty();
              });
      Spools.append(spool, "b");
      assertThat(Spools.readAll(reader)).containsExactly("b");
    }
  }

  /** An age that exceeds the range of nanoseconds would fail at each write. */
  @Test
  void shouldRejectSegmentAgeOutOfRange() {
    for (Duration age : List.of(Duration.ZERO, Duration.ofDays(999_999))) {
      assertThatThrownBy(
              () -> new SpoolSettings(directory, 1 << 20, 8 << 20, age, FsyncPolicy.NONE))
          .hasMessageContaining("spool-segment-age must be 1ms to 365d");
    }
  }

  @Test
  void shouldDeleteAcknowledgedSegmentsOnClose() throws Exception {
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      Spools.append(spool, "a", "b");
      reader.poll(Spools.NO_WAIT);
      spool.acknowledge(reader.poll(Spools.NO_WAIT).end());
      assertThat(Spools.segments(directory)).hasSize(1);
    }
    assertThat(Spools.segments(directory)).isEmpty();
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      Spools.append(spool, "c");
      assertThat(Spools.readAll(reader)).containsExactly("c");
    }
  }

  @Test
  void shouldRejectOfferWithoutSpace() throws Exception {
    try (Spool spool = Spool.open(Spools.settings(directory, 4096, 8192));
        SpoolReader reader = spool.reader()) {
      assertThat(spool.offer(Spools.line("a"))).isTrue();
      assertThat(spool.offer(Spools.line("x".repeat(9_000)))).isFalse();
      assertThat(spool.offer(Spools.line("b"))).isTrue();
      assertThat(Spools.readAll(reader)).containsExactly("a", "b");
    }
  }
}
