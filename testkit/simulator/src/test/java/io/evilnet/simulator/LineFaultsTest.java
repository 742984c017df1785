package io.evilnet.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.Malformed;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LineFaultsTest {

  private final byte[] line =
      new PostGenerator(GeneratorSettings.of(3, 100)).next(Instant.parse("2026-11-20T14:00:00Z"));

  @Test
  void shouldCreateLaterVersionOfPost() {
    Tweet first = (Tweet) parse(line);
    Tweet edited = (Tweet) parse(LineFaults.edited(line));
    assertThat(edited.id()).isEqualTo(first.id());
    assertThat(edited.authorId()).isEqualTo(first.authorId());
    assertThat(new String(LineFaults.edited(line), UTF_8)).isNotEqualTo(new String(line, UTF_8));
  }

  @Test
  void shouldNotChangeLaterVersion() {
    byte[] edited = LineFaults.edited(line);
    assertThat(LineFaults.edited(edited)).isEqualTo(edited);
  }

  @Test
  void shouldCreatePostOfOneMegabyte() {
    byte[] huge = LineFaults.huge(line);
    assertThat(huge).hasSizeGreaterThan(1_000_000);
    assertThat(parse(huge)).isInstanceOf(Tweet.class);
  }

  @Test
  void shouldInsertInvalidUtf8() {
    byte[] invalid = LineFaults.invalidUtf8(line);
    assertThat(new String(invalid, UTF_8)).contains("\uFFFD");
    assertThat(parse(invalid)).isInstanceOfAny(Tweet.class, Malformed.class);
  }

  private static StreamLine parse(byte[] bytes) {
    return new TweetParser().parse(bytes);
  }
}
