package io.evilnet.ingest.line;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private static final int MAX = LineReader.TRUNCATED_BYTES;

  @Test
  void shouldSplitAtLineFeedsWithAndWithoutCarriageReturn() throws Exception {
    assertThat(read("a\r\n\r\nb\nc\rd\r\r\n\ne")).containsExactly("a", "", "b", "c\rd\r", "", "e");
  }

  @Test
  void shouldReturnSameLinesForAnyChunkBoundaries() throws Exception {
    String stream = "first\r\n\r\nsecond \u00e9\n\u00ff\r\nthird\rx\r\n";
    List<String> expected = read(stream);
    for (int cut1 = 0; cut1 <= stream.length(); cut1++) {
      for (int cut2 = cut1; cut2 <= stream.length(); cut2++) {
        List<String> chunks =
            List.of(
                stream.substring(0, cut1), stream.substring(cut1, cut2), stream.substring(cut2));
        assertThat(texts(reader(chunks))).isEqualTo(expected);
      }
    }
  }

  @Test
  void shouldPreserveEveryByteValue() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 256; i++) {
      all.append((char) i);
    }
    String after = all.substring('\n' + 1);
    assertThat(read(all + "\r\n" + all))
        .containsExactly(all.substring(0, '\n'), after, all.substring(0, '\n'), after);
  }

  @Test
  void shouldNotTruncateLineOfMaximumLength() throws Exception {
    LineReader reader = reader(List.of("x".repeat(MAX) + "\r\ny"));
    assertThat(reader.next().isCut()).isFalse();
    assertThat(text(reader.next())).isEqualTo("y");
  }

  @Test
  void shouldTruncateLineAboveMaximumLength() throws Exception {
    for (int more = 1; more < 20_000; more += 977) {
      String tooLong = "x".repeat(MAX + more);
      LineReader reader = reader(List.of(tooLong, "\r", "\nnext\r\n" + tooLong));
      RawLine cut = reader.next();
      assertThat(cut.isCut()).isTrue();
      assertThat(cut.length()).isEqualTo(MAX + more);
      assertThat(cut.bytes()).hasSize(LineReader.TRUNCATED_BYTES);
      assertThat(text(reader.next())).isEqualTo("next");
      assertThat(reader.next().length()).isEqualTo(MAX + more);
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void shouldBoundMemoryForEndlessLine() throws Exception {
    Endless endless = new Endless(200L * MAX);
    BufferedSource source = Okio.buffer(endless);
    LineReader reader = new LineReader(source, MAX, () -> {});
    assertThat(reader.next().length()).isEqualTo(200L * MAX);
    assertThat(endless.maxBuffered).isLessThan(2 * MAX);
  }

  @Test
  void shouldRunActionOnlyBeforeBlockingReads() throws Exception {
    List<String> events = new ArrayList<>();
    Source chunks =
        new Chunks(List.of("a\r\nb\r\nc", "\r\nd\r\n")) {
          @Override
          public long read(Buffer sink, long byteCount) throws IOException {
            events.add("read");
            return super.read(sink, byteCount);
          }
        };
    LineReader reader = new LineReader(Okio.buffer(chunks), MAX, () -> events.add("before"));
    for (RawLine line = reader.next(); line != null; line = reader.next()) {
      events.add(text(line));
    }
    assertThat(events)
        .containsExactly("before", "read", "a", "b", "before", "read", "c", "d", "before", "read");
  }

  @Test
  void shouldReturnIncompleteLineAfterReadError() throws Exception {
    LineReader reader = failing("whole\r\nto", "rn");
    assertThat(text(reader.next())).isEqualTo("whole");
    assertThatThrownBy(reader::next).hasMessage("reset");
    assertThat(text(reader.rest())).isEqualTo("torn");
    assertThat(reader.rest()).isNull();
  }

  @Test
  void shouldReturnIncompleteLongLineAfterReadError() throws Exception {
    LineReader reader = failing("x".repeat(MAX + 10), "y".repeat(1_000), "z");
    assertThatThrownBy(reader::next).hasMessage("reset");
    RawLine cut = reader.rest();
    assertThat(cut.length()).isEqualTo(MAX + 1_011);
    assertThat(text(cut)).isEqualTo("x".repeat(LineReader.TRUNCATED_BYTES));
    assertThat(reader.rest()).isNull();
  }

  /** Returns a reader of chunks that are followed by a read error. */
  private static LineReader failing(String... chunks) {
    Source failing =
        new Chunks(List.of(chunks)) {
          @Override
          public long read(Buffer sink, long byteCount) throws IOException {
            long read = super.read(sink, byteCount);
            if (read < 0) {
              throw new IOException("reset");
            }
            return read;
          }
        };
    return new LineReader(Okio.buffer(failing), MAX, () -> {});
  }

  private static List<String> read(String stream) throws IOException {
    return texts(reader(List.of(stream)));
  }

  private static LineReader reader(List<String> chunks) {
    return new LineReader(Okio.buffer(new Chunks(chunks)), MAX, () -> {});
  }

  private static List<String> texts(LineReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    for (RawLine line = reader.next(); line != null; line = reader.next()) {
      lines.add(text(line));
    }
    return lines;
  }

  private static String text(RawLine line) {
    return new String(line.bytes(), ISO_8859_1);
  }

  /** A source that returns one chunk per read, like a network. */
  private static class Chunks implements Source {

    private final List<String> chunks;

    Chunks(List<String> chunks) {
      this.chunks = new ArrayList<>(chunks);
      this.chunks.removeIf(String::isEmpty);
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      if (chunks.isEmpty()) {
        return -1;
      }
      byte[] next = chunks.remove(0).getBytes(ISO_8859_1);
      sink.write(next);
      return next.length;
    }

    @Override
    public Timeout timeout() {
      return Timeout.NONE;
    }

    @Override
    public void close() {}
  }

  /** A source of a given number of bytes without a line end. */
  private static final class Endless implements Source {

    private long remaining;
    private long maxBuffered;

    Endless(long bytes) {
      this.remaining = bytes;
    }

    @Override
    public long read(Buffer sink, long byteCount) {
      maxBuffered = Math.max(maxBuffered, sink.size());
      if (remaining == 0) {
        return -1;
      }
      int count = (int) Math.min(8192, remaining);
      sink.write(new byte[count]);
      remaining -= count;
      return count;
    }

    @Override
    public Timeout timeout() {
      return Timeout.NONE;
    }

    @Override
    public void close() {}
  }
}
