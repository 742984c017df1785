package io.evilnet.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares {@link TweetParser} with a tree parser on generated lines. */
class TweetParserPropertiesTest {

  private static final List<String> NAMES =
      List.of(
          "data",
          "includes",
          "errors",
          "places",
          "id",
          "author_id",
          "created_at",
          "geo",
          "place_id",
          "bbox",
          "edit_history_tweet_ids",
          "referenced_tweets",
          "type",
          "place_type",
          "full_name",
          "country_code",
          "contained_within",
          "matching_rules",
          "tag",
          "title",
          "detail",
          "d\\u0061ta",
          "x");

  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "7",
          "1.5",
          "1e400",
          "18446744073709551615",
          "18446744073709551616",
          "\"\"",
          "\"7\"",
          "\"7 \"",
          "\"quoted\"",
          "\"city\"",
          "\"CA\"",
          "\"ca\"",
          "\"CAN\"",
          "\"unresolved\"",
          "\"evilnet:place_country:CA\"",
          "\"place_country:US\"",
          "\"2123778391646666753\"",
          "\"2026-11-20T14:00:01.000Z\"",
          "\"2026-11-20T14:00:01+01:00\"",
          "\"1960-01-01T00:00:00Z\"",
          "\"Montr\\u00e9al, Qu\\u00e9bec\"",
          "\"\\ud83c\\udf41\"",
          "\"\\ud83c\"",
          "\"{\\\"data\\\":1}\"");

  private final TweetParser parser = new TweetParser();
  private final TreeTweetParser reference = new TreeTweetParser();

  @Property(tries = 20_000)
  void shouldAgreeWithTreeParserOnArbitraryJson(@ForAll("documents") String json) {
    assertSame(json.getBytes(UTF_8));
  }

  @Property(tries = 20_000)
  void shouldAgreeWithTreeParserOnArbitraryPosts(@ForAll("posts") String json) {
    assertSame(json.getBytes(UTF_8));
  }

  @Property(tries = 20_000)
  void shouldAgreeWithTreeParserOnCorruptLines(@ForAll("corruptLines") byte[] line) {
    assertSame(line);
  }

  @Property
  void shouldNeverThrow(@ForAll byte[] bytes) {
    assertThat(parser.parse(bytes)).isNotNull();
  }

  private void assertSame(byte[] line) {
    StreamLine read = parser.parse(line);
    Object actual =
        read instanceof Tweet
            ? read
            : read instanceof Malformed malformed
                ? malformed.reason().name()
                : read.getClass().getSimpleName();
    assertThat(actual).isEqualTo(reference.parse(line));
  }

  @Provide
  Arbitrary<String> documents() {
    return Arbitraries.randomValue(random -> object(random, 4));
  }

  /** Returns objects in the shape of a post, some of whose parts are replaced by random values. */
  @Provide
  Arbitrary<String> posts() {
    return Arbitraries.randomValue(TweetParserPropertiesTest::post);
  }

  /** Returns lines of X with up to 3, or up to 100, bytes replaced. */
  @Provide
  Arbitrary<byte[]> corruptLines() throws IOException {
    try (InputStream sample = getClass().getResourceAsStream("x-stream.jsonl")) {
      List<String> lines = new String(sample.readAllBytes(), UTF_8).lines().toList();
      return Arbitraries.randomValue(random -> corrupt(any(random, lines).getBytes(UTF_8), random));
    }
  }

  private static byte[] corrupt(byte[] line, Random random) {
    int max = line.length == 0 ? 0 : random.nextBoolean() ? 3 : 100;
    for (int i = random.nextInt(max + 1); i > 0; i--) {
      line[random.nextInt(line.length)] = (byte) random.nextInt();
    }
    return line;
  }

  private static String post(Random random) {
    String data =
        "{\"id\":%s,\"author_id\":%s,%s,\"created_at\":%s,\"geo\":%s,\"referenced_tweets\":%s,\"edit_history_tweet_ids\":%s}"
            .formatted(
                often(random, "\"2123778391646666753\""),
                often(random, "\"42\""),
                member(random, 2),
                often(random, "\"2026-11-20T14:00:01.000Z\""),
                often(random, "{\"place_id\":\"7\"}"),
                often(random, "[{\"type\":\"quoted\"},{\"type\":\"new\"}]"),
                often(random, "[\"2123778391646666753\"]"));
    String places =
        often(
            random,
            "[{\"id\":\"7\",\"place_type\":\"city\",\"full_name\":\"A\",\"country_code\":\"CA\",\"geo\":{\"bbox\":[-7,4,-6.5,5]}}]",
            "[{\"id\":\"7\",\"place_type\":\"city\",\"full_name\":\"A\",\"country_code\":\"\"}]");
    String rules =
        often(
            random,
            "[{\"id\":\"1\",\"tag\":\"evilnet:place_country:CA\"}]",
            "[{\"tag\":\"place_country:CA\"},{\"tag\":\"x\"},{\"tag\":\"place_country:US\"}]");
    String format =
        random.nextBoolean()
            ? "{\"data\":%1$s,%2$s,\"includes\":{\"places\":%3$s},\"matching_rules\":%4$s}"
            : "{\"matching_rules\":%4$s,\"includes\":{\"places\":%3$s},\"data\":%1$s,%2$s}";
    return format.formatted(data, member(random, 2), places, rules);
  }

  private static String often(Random random, String... json) {
    return random.nextInt(7) > 0 ? any(random, List.of(json)) : value(random, 2);
  }

  private static String value(Random random, int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(3)) {
      case 0 -> any(random, SCALARS);
      case 1 -> object(random, depth - 1);
      default -> "[" + several(random, 4, () -> value(random, depth - 1)) + "]";
    };
  }

  private static String object(Random random, int depth) {
    return "{" + several(random, 6, () -> member(random, depth)) + "}";
  }

  private static String member(Random random, int depth) {
    return "\"" + any(random, NAMES) + "\":" + value(random, depth);
  }

  private static String several(Random random, int max, Supplier<String> one) {
    return Stream.generate(one).limit(random.nextInt(max + 1)).collect(joining(","));
  }

  private static String any(Random random, List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
