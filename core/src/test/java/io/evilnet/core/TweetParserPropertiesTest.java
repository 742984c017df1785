package io.evilnet.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** {@link TweetParser} says of any line what a tree parser says of it. */
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
  private final TreeTweetParser oracle = new TreeTweetParser();

  @Property(tries = 20_000)
  void shouldAgreeWithATreeParserOnHostileJson(@ForAll("documents") String json) {
    assertSame(json.getBytes(UTF_8));
  }

  @Property(tries = 20_000)
  void shouldAgreeWithATreeParserOnHostilePosts(@ForAll("posts") String json) {
    assertSame(json.getBytes(UTF_8));
  }

  @Property(tries = 20_000)
  void shouldAgreeWithATreeParserOnDamagedLines(
      @ForAll("sampleLines") String line, @ForAll List<@Size(2) byte[]> damage) {
    byte[] bytes = line.getBytes(UTF_8);
    for (byte[] d : damage) {
      int at = (d[0] & 0xff) * bytes.length / 256;
      if (bytes.length > 0) {
        bytes[at] = d[1];
      }
    }
    assertSame(bytes);
  }

  @Property
  void shouldNeverThrow(@ForAll byte[] bytes) {
    assertThat(parser.parse(bytes)).isNotNull();
  }

  private void assertSame(byte[] line) {
    StreamLine read = parser.parse(line);
    Object seen =
        read instanceof Tweet
            ? read
            : read instanceof Malformed malformed
                ? malformed.reason().name()
                : read.getClass().getSimpleName();
    assertThat(seen).isEqualTo(oracle.parse(line));
  }

  @Provide
  Arbitrary<String> documents() {
    return object(value(4));
  }

  /** Objects in the shape of a post whose parts are now and then something else. */
  @Provide
  Arbitrary<String> posts() {
    Arbitrary<String> id = often("\"2123778391646666753\"");
    Arbitrary<String> data =
        Combinators.combine(
                id,
                often("\"42\""),
                often("\"2026-11-20T14:00:01.000Z\""),
                often("{\"place_id\":\"7\"}"),
                often("[{\"type\":\"quoted\"},{\"type\":\"new\"}]"),
                often("[\"2123778391646666753\"]"),
                member())
            .as(
                (i, author, at, geo, references, history, extra) ->
                    "{\"id\":%s,\"author_id\":%s,%s,\"created_at\":%s,\"geo\":%s,\"referenced_tweets\":%s,\"edit_history_tweet_ids\":%s}"
                        .formatted(i, author, extra, at, geo, references, history));
    Arbitrary<String> places =
        often(
            "[{\"id\":\"7\",\"place_type\":\"city\",\"full_name\":\"A\",\"country_code\":\"CA\",\"geo\":{\"bbox\":[-7,4,-6.5,5]}}]",
            "[{\"id\":\"7\",\"place_type\":\"city\",\"full_name\":\"A\",\"country_code\":\"\"}]");
    Arbitrary<String> rules =
        often(
            "[{\"id\":\"1\",\"tag\":\"evilnet:place_country:CA\"}]",
            "[{\"tag\":\"place_country:CA\"},{\"tag\":\"x\"},{\"tag\":\"place_country:US\"}]");
    return Combinators.combine(data, places, rules, member(), Arbitraries.of(true, false))
        .as(
            (d, p, r, extra, dataFirst) ->
                dataFirst
                    ? "{\"data\":%s,%s,\"includes\":{\"places\":%s},\"matching_rules\":%s}"
                        .formatted(d, extra, p, r)
                    : "{\"matching_rules\":%s,\"includes\":{\"places\":%s},\"data\":%s,%s}"
                        .formatted(r, p, d, extra));
  }

  @Provide
  Arbitrary<String> sampleLines() throws IOException {
    try (InputStream sample = getClass().getResourceAsStream("x-stream.jsonl")) {
      return Arbitraries.of(new String(sample.readAllBytes(), UTF_8).split("\n"));
    }
  }

  private static Arbitrary<String> often(String... json) {
    return Arbitraries.frequencyOf(Tuple.of(6, Arbitraries.of(json)), Tuple.of(1, value(2)));
  }

  private static Arbitrary<String> member() {
    return Combinators.combine(Arbitraries.of(NAMES), value(2))
        .as((name, value) -> "\"" + name + "\":" + value);
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar = Arbitraries.of(SCALARS);
    if (depth == 0) {
      return scalar;
    }
    return Arbitraries.oneOf(
        scalar,
        object(value(depth - 1)),
        value(depth - 1).list().ofMaxSize(4).map(items -> "[" + String.join(",", items) + "]"));
  }

  private static Arbitrary<String> object(Arbitrary<String> value) {
    return Combinators.combine(Arbitraries.of(NAMES), value)
        .as((name, v) -> "\"" + name + "\":" + v)
        .list()
        .ofMaxSize(6)
        .map(members -> "{" + String.join(",", members) + "}");
  }
}
