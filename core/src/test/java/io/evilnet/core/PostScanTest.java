package io.evilnet.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the lines that are scanned and those that are left to Jackson. */
class PostScanTest {

  private static final String POST =
      """
      {"data":{"author_id":"42","created_at":"2026-11-20T14:00:01.000Z","id":"7","text":"t\\n"
      ,"geo":{"place_id":"36775d842cbec509"},"referenced_tweets":[{"type":"quoted","id":"1"}]}
      ,"includes":{"places":[{"id":"07d9d23502884004","place_type":"poi"},{"id":"36775d842cbec509"
      ,"place_type":"city","full_name":"Montréal, Québec","country_code":"CA"
      ,"geo":{"bbox":[-74,45,-73,46]}}]},"matching_rules":[{"tag":"x"}]}""";

  private final TweetParser parser = new TweetParser();

  @Test
  void shouldScanEveryPostOfSample() throws IOException {
    List<String> lines;
    try (InputStream sample = getClass().getResourceAsStream("x-stream.jsonl")) {
      lines = new String(sample.readAllBytes(), UTF_8).lines().toList();
    }
    int posts = 0;
    for (String line : lines) {
      StreamLine expected = LineReader.read(line.getBytes(UTF_8));
      assertThat(scan(line)).isEqualTo(expected instanceof Tweet ? expected : null);
      posts += expected instanceof Tweet ? 1 : 0;
    }
    assertThat(posts).isEqualTo(17);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "text":"t\\n"     | "text":"Déjà vu 東京 😭 \\ud83c\\u00e9 \\"id\\":\\"8\\""
          "text":"t\\n"     | "text":"t","x":[1,-2.5e+3,true,false,null,{"y":[[],{}]}],"text":"again"
          "text":"t\\n"     | "text":"t","edit_history_tweet_ids":[]
          "text":"t\\n"     | "text":"t","edit_history_tweet_ids":["5","7",{}]
          "text":"t\\n"     | "text":"t","edit_history_tweet_ids":["9999999999999999999"]
          "type":"quoted"   | "type":"of a new kind"
          "Montréal, Québec" | "Montr\\u00e9al"
          "bbox":[-74,      | "bbox":[-1e3,
          """)
  void shouldScanSupportedVariants(String part, String other) {
    String line = POST.replace(part, other);

    assertThat(scan(line)).isNotNull().isEqualTo(read(line));
  }

  @Test
  void shouldScanMembersInAnyOrder() {
    String includes = POST.substring(POST.indexOf(",\"includes\""), POST.indexOf(",\"matching"));
    String line = "{" + includes.substring(1) + "," + POST.replace(includes, "").substring(1);

    assertThat(scan(line)).isNotNull().isEqualTo(scan(POST)).isEqualTo(read(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"data"           | ` {"data"`
          "42"              | 42
          "42"              | "4\\u0032"
          "42"              | "+42"
          "42"              | "18446744073709551615"
          "42"              | ""
          "author_id"       | "author_\\u0069d"
          "author_id"       | "auteur"
          "text"            | "id"
          "text"            | "t\\u0065xt"
          "text"            | "tëxt"
          "text":"t\\n"     | "text":[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]
          "text":"t\\n"     | "text":01
          "text":"t\\n"     | "text":"t","edit_history_tweet_ids":[5]
          "text":"t\\n"     | "text":"t","geo":{}
          14:00:01.000Z     | 14:00:01Z
          2026-11-20        | 2026-11-31
          2026-11-20        | 1969-11-20
          "type":"quoted"   | "type":"quoted","type":"replied_to"
          "type":"quoted"   | "type":null
          "country_code"    | "country"
          "places"          | "places":[],"places"
          "id":"36775d842cbec509" | "id":"1","id":"36775d842cbec509"
          "matching_rules"  | "includes":{},"matching_rules"
          "matching_rules"  | "data":{},"matching_rules"
          {"tag":"x"}]}     | {"tag":"x"}]}{}
          """)
  void shouldLeaveUnsupportedLinesToJackson(String part, String other) {
    String line = POST.replace(part, other);

    assertThat(line).isNotEqualTo(POST);
    assertThat(scan(line)).isNull();
    assertThat(parser.parse(line.getBytes(UTF_8))).isEqualTo(read(line));
  }

  @Test
  void shouldNotScanTruncatedLine() {
    byte[] line = POST.getBytes(UTF_8);
    for (int length = 0; length < line.length; length++) {
      assertThat(scan(java.util.Arrays.copyOf(line, length))).isNull();
    }
  }

  @Test
  void shouldScanMostGeneratedPosts() {
    PostShapes shapes = new PostShapes(new SplittableRandom(1), List.of(POST));
    int scanned = 0;
    for (int i = 0; i < 1_000; i++) {
      String line = shapes.post();
      scanned += scan(line) != null ? 1 : 0;
    }
    assertThat(scanned).isGreaterThan(500);
  }

  private Tweet scan(String line) {
    return scan(line.getBytes(UTF_8));
  }

  private Tweet scan(byte[] line) {
    return parser.scan(line, 0, line.length);
  }

  private static StreamLine read(String line) {
    return LineReader.read(line.getBytes(UTF_8));
  }
}
