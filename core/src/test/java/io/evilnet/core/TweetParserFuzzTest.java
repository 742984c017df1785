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
 * {@link TweetParser} says of any line exactly what Jackson's tokens say of it, the reason
 * included.
 *
 * <p>Runs longer, and with other lines, by hand:
 *
 * <pre>{@code
 * mvn -pl core test -Dtest=TweetParserFuzzTest -Devilnet.fuzz.lines=10000000 -Devilnet.fuzz.seed=7
 * }</pre>
 */
class TweetParserFuzzTest {

  private static final int LINES = Integer.getInteger("evilnet.fuzz.lines", 100_000);
  private static final long SEED = Long.getLong("evilnet.fuzz.seed", 1);

  private static final int BEFORE = 3;
  private static final List<String> REST =
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
      Tweet amongOthers = scanAmongOtherBytes(line, i);
      if (amongOthers != null && !amongOthers.equals(expected)) {
        assertThat(amongOthers).as(() -> describe(line)).isEqualTo(expected);
      }
      scanned += amongOthers != null ? 1 : 0;
    }
    // Neither mostly ruined nor mostly intact, or little would be compared.
    assertThat(posts).isBetween(LINES / 4, LINES * 3 / 4);
    assertThat(scanned).isBetween(LINES / 8, posts);
  }

  /** Scans the line in the middle of an array, before bytes that could be the rest of it. */
  private Tweet scanAmongOtherBytes(byte[] line, int number) {
    byte[] rest = REST.get(number % REST.size()).getBytes(UTF_8);
    byte[] bytes = new byte[BEFORE + line.length + rest.length];
    System.arraycopy(line, 0, bytes, BEFORE, line.length);
    System.arraycopy(rest, 0, bytes, BEFORE + line.length, rest.length);
    return parser.scan(bytes, BEFORE, BEFORE + line.length);
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
