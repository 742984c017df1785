package io.evilnet.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that accepted lines are read until they are acknowledged. */
class SpoolTest {

  @TempDir private Path directory;

  @Test
  void shouldReturnAppendedLinesByteForByte() throws Exception {
    byte[] bytes = new byte[256];
    IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);
    ReceivedLine whole = new ReceivedLine("site-1", Spools.RECEIVED, RawLine.whole(bytes));
    ReceivedLine cut =
        new ReceivedLine("s", Spools.RECEIVED, RawLine.of(bytes, 1_000_000_000_000L));
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      spool.append(whole);
      spool.append(cut);
      spool.flush();
      for (ReceivedLine expected : List.of(whole, cut)) {
        ReceivedLine line = reader.poll(Spools.NO_WAIT).line();
        assertThat(line.site()).isEqualTo(expected.site());
        assertThat(line.receivedAt()).isEqualTo(expected.receivedAt());
        assertThat(line.line().bytes()).isEqualTo(bytes);
        assertThat(line.line().length()).isEqualTo(expected.line().length());
      }
      assertThat(reader.poll(Spools.NO_WAIT)).isNull();
    }
  }

  @Test
  void shouldNotReturnUnflushedLines() throws Exception {
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      spool.append(Spools.line("a"));
      assertThat(reader.poll(Spools.NO_WAIT)).isNull();
      spool.flush();
      assertThat(Spools.text(reader.poll(Spools.NO_WAIT))).isEqualTo("a");
    }
  }

  @Test
  void shouldReadUnacknowledgedLinesAgainAfterReopening() throws Exception {
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      Spools.append(spool, "a", "b", "c");
      reader.poll(Spools.NO_WAIT);
      spool.acknowledge(reader.poll(Spools.NO_WAIT).end());
      reader.poll(Spools.NO_WAIT);
    }
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      Spools.append(spool, "d");
      assertThat(Spools.readAll(reader)).containsExactly("c", "d");
    }
  }

  @Test
  void shouldRejectConcurrentUse() throws Exception {
    try (Spool spool = Spools.open(directory)) {
      assertThat(spool.status().bytes()).isZero();
      assertThatThrownBy(() -> Spools.open(directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("another ingest");
    }
    Spools.open(directory).close();
  }

  @Test
  void shouldReportUnacknowledgedBytes() throws Exception {
    try (Spool spool = Spools.open(directory);
        SpoolReader reader = spool.reader()) {
      Spools.append(spool, "a", "b");
      long bytes = spool.status().bytes();
      assertThat(spool.status().lagBytes()).isEqualTo(bytes).isPositive();
      spool.acknowledge(reader.poll(Spools.NO_WAIT).end());
      assertThat(spool.status().lagBytes()).isEqualTo(bytes / 2);
      spool.acknowledge(reader.poll(Spools.NO_WAIT).end());
      assertThat(spool.status().lagBytes()).isZero();
    }
  }
}
