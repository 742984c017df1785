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

  @ParameterizedTest
  @CsvSource({
    "a, 0, 1",
    "a, -1, 1",
    "sixty-four-characters-sixty-four-characters-sixty-four-character, 42, 9"
  })
  void shouldReadTheLineItWroteWithItsAuthorOrWithout(String site, long author, long longer) {
    byte[] bytes = "caf\u00e9".getBytes(UTF_8);
    RawLine line = RawLine.of(bytes, bytes.length + longer);
    for (OptionalLong known : new OptionalLong[] {OptionalLong.empty(), OptionalLong.of(author)}) {
      byte[] frame = FrameCodec.encode(new ReceivedLine(site, RECEIVED, line, known));
      int payload = ByteBuffer.wrap(frame).getInt();

      assertThat(frame).hasSize(FrameCodec.HEADER_BYTES + payload);
      assertThat(FrameCodec.isSound(frame, 0, payload)).isTrue();
      ReceivedLine read = FrameCodec.decode(frame, 0, payload);
      assertThat(read.site()).isEqualTo(site);
      assertThat(read.receivedAt()).isEqualTo(RECEIVED);
      assertThat(read.author()).isEqualTo(known);
      assertThat(read.line().bytes()).isEqualTo(bytes);
      assertThat(read.line().length()).isEqualTo(bytes.length + longer);
    }
  }
}
