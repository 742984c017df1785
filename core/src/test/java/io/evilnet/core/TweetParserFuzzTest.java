package io.evilnet.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compares {@link TweetParser} with {@link LineReader} on fuzzed lines, including the reasons of
 * malformed ones.
 *
 * <p>To run it with more or other lines:
 *
 * <pre>{@code
 * mvn -pl core test -Dtest=TweetParserFuzzTest -Devilnet.fuzz.lines=10000000 -Devilnet.fuzz.seed=7
 * }</pre>
 */
class TweetParserFuzzTest {

  private static final int LINES = Integer.getInteger("evilnet.fuzz.lines", 100_000);
  private static final long SEED = Long.getLong("evilnet.fuzz.seed", 1);

  private static final int PREFIX_LENGTH = 3;
  private static final List<String> SUFFIXES =
      List.of("", "}", "\"}}", "]}}", "]}", "}}", ":1}}", "   ", "\u0000\u0016received-at", "0}}");

  private final TweetParser parser = new TweetParser();

  @Test
  void shouldAgreeWithJacksonOnFuzzedLines() throws IOException {
    FuzzedLines lines = new FuzzedLines(SEED, samples());
    int scanned = 0;
    int posts = 0;
    for (int i = 0; i < LINES; i++) {
      byte[] line = lines.next();
      StreamLine expected = LineReader.read(line);
      StreamLine actual = parser.parse(line);
      if (!actual.equals(expected)) {
        assertThat(actual).as(() -> describe(line)).isEqualTo(expected);
      }
      posts += expected instanceof Tweet ? 1 : 0;
      Tweet embedded = scanEmbedded(line, i);
      if (embedded != null && !embedded.equals(expected)) {
        assertThat(embedded).as(() -> describe(line)).isEqualTo(expected);
      }
      scanned += embedded != null ? 1 : 0;
    }
    // Valid and malformed lines must both be frequent for the comparison to be meaningful.
    assertThat(posts).isBetween(LINES / 4, LINES * 3 / 4);
    assertThat(scanned).isBetween(LINES / 8, posts);
  }

  /** Scans the line within a larger array, followed by bytes that could continue it. */
  private Tweet scanEmbedded(byte[] line, int number) {
    byte[] suffix = SUFFIXES.get(number % SUFFIXES.size()).getBytes(UTF_8);
    byte[] bytes = new byte[PREFIX_LENGTH + line.length + suffix.length];
    System.arraycopy(line, 0, bytes, PREFIX_LENGTH, line.length);
    System.arraycopy(suffix, 0, bytes, PREFIX_LENGTH + line.length, suffix.length);
    return parser.scan(bytes, PREFIX_LENGTH, PREFIX_LENGTH + line.length);
  }

  private static String describe(byte[] line) {
    return "line of seed %d: %s (base64 %s)"
        .formatted(SEED, new String(line, ISO_8859_1), Base64.getEncoder().encodeToString(line));
  }

  private List<String> samples() throws IOException {
    try (InputStream sample = getClass().getResourceAsStream("x-stream.jsonl")) {
      return new String(sample.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> LineReader.read(line.getBytes(UTF_8)) instanceof Tweet)
          .toList();
    }
  }
}
