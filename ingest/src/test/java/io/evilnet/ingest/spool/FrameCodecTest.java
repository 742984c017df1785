package io.evilnet.ingest.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameCodecTest {

  private static final Instant RECEIVED = Instant.parse("2026-11-20T14:00:01.123456Z");

  /** Size of an earlier frame in the same buffer. */
  private static final int BEFORE = 7;

  @ParameterizedTest
  @CsvSource({
    "a, 0, 1, ''",
    "a, -1, 1, Montr\u00e9al",
    "sixty-four-characters-sixty-four-characters-sixty-four-character, 42, 9, {}"
  })
  void shouldDecodeEncodedLine(String site, long author, long longer, String city) {
    byte[] text = "caf\u00e9".getBytes(UTF_8);
    RawLine line = RawLine.of(text, text.length + longer);
    for (OptionalLong known : new OptionalLong[] {OptionalLong.empty(), OptionalLong.of(author)}) {
      ReceivedLine received = new ReceivedLine(site, RECEIVED, line, known, city);
      ByteBuffer frames = ByteBuffer.allocate(BEFORE + FrameCodec.length(received));
      frames.position(BEFORE);
      FrameCodec.encode(received, frames);
      byte[] bytes = frames.array();
      int payload = frames.getInt(BEFORE);

      assertThat(frames.hasRemaining()).isFalse();
      assertThat(payload).isEqualTo(FrameCodec.length(received) - FrameCodec.HEADER_BYTES);
      assertThat(FrameCodec.isValid(bytes, BEFORE, payload)).isTrue();
      assertThat(FrameCodec.isPlausible(bytes, BEFORE, bytes.length - BEFORE)).isTrue();
      ReceivedLine read = FrameCodec.decode(bytes, BEFORE, payload, null);
      assertThat(read.site()).isEqualTo(site);
      assertThat(read.receivedAt()).isEqualTo(RECEIVED);
      assertThat(read.author()).isEqualTo(known);
      assertThat(read.city()).isEqualTo(city);
      assertThat(read.line().bytes()).isEqualTo(text);
      assertThat(read.line().length()).isEqualTo(text.length + longer);
    }
  }
}
