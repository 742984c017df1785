package io.evilnet.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** A generator of valid posts in the shapes that X sends or could send. */
final class PostShapes {

  private static final String BOX =
      ",\"geo\":{\"type\":\"Feature\",\"bbox\":[-73.976,45.414,-73.476,45.704],\"properties\":{}}";

  /**
   * Includes several places with the same id: with other names, or with members in another order.
   */
  private static final List<String> PLACES =
      List.of(
          "{\"country\":\"Canada\",\"country_code\":\"CA\",\"full_name\":\"Montréal, Québec\",\"id\":\"36775d842cbec509\",\"name\":\"Montréal\",\"place_type\":\"city\""
              + BOX
              + "}",
          "{\"country\":\"Canada\",\"country_code\":\"CA\",\"full_name\":\"Montreal, Quebec\",\"id\":\"36775d842cbec509\",\"name\":\"Montreal\",\"place_type\":\"city\""
              + BOX
              + "}",
          "{\"id\":\"36775d842cbec509\",\"place_type\":\"city\",\"full_name\":\"Montr\\u00e9al, Qu\\u00e9bec\",\"country_code\":\"ca\"}",
          "{\"id\":\"3797791ff9c0e4c6\",\"place_type\":\"city\",\"full_name\":\"Toronto, Ontario\",\"country_code\":\"CA\",\"contained_within\":[\"89b2eb8b2b9847f7\"]"
              + BOX
              + "}",
          "{\"id\":\"07d9d23502884004\",\"place_type\":\"poi\",\"full_name\":\"St. \\\"L\\\" {Market}\",\"country_code\":\"CA\",\"geo\":{\"bbox\":[178,-20,-178.5,-10]}}",
          "{\"id\":\"ca5e000000000007\",\"place_type\":\"city\",\"full_name\":\"Testville\""
              + BOX
              + "}",
          "{\"id\":\"ca5e000000000008\",\"place_type\":\"city\",\"full_name\":\"Ohne Land\",\"country_code\":\"\",\"geo\":{\"bbox\":[1e400,0,0,0]}}",
          "{\"id\":\"short\",\"place_type\":\"admin\",\"full_name\":\"東京都\",\"country_code\":\"JP\",\"geo\":{\"bbox\":[139,35,140,36,1]}}",
          "{\"id\":\"unresolved\",\"place_type\":\"city\",\"full_name\":\"x\",\"country_code\":\"CA\"}",
          "{\"place_type\":\"city\",\"full_name\":\"no id\",\"country_code\":\"CA\"}",
          "{\"id\":\"bad id ~~\",\"country_code\":\"CA\"}",
          "{\"id\":\"0123456789abcdef\",\"id\":\"36775d842cbec509\",\"country_code\":\"CA\"}",
          "{\"id\":\"36775d842cbec509\",\"country_code\":\"US\",\"country_code\":\"CA\"}",
          "{}");

  private static final List<String> PLACE_IDS =
      List.of(
          "36775d842cbec509",
          "36775d842cbec509",
          "36775d842cbec509",
          "3797791ff9c0e4c6",
          "07d9d23502884004",
          "ca5e000000000007",
          "ca5e000000000008",
          "short",
          "unresolved",
          "bad id ~~",
          "0123456789abcdef",
          "not delivered");

  private static final List<String> TEXTS =
      List.of(
          "sample text",
          "",
          "Voilà : déjà vu, ça va ?",
          "東京は雨です。傘を忘れた 😭😭",
          "a\\nb\\t\\\"c\\\" \\\\ \\/",
          "{\\\"id\\\":\\\"1\\\",\\\"data\\\":[",
          "\\ud83c\\udf41 \\u00e9",
          "🍁",
          "é",
          "word ".repeat(40),
          "1234567",
          "12345678",
          "123456\\\\");

  private static final List<String> EXTRAS =
      List.of(
          "\"lang\":\"en\"",
          "\"possibly_sensitive\":false",
          "\"note\":null",
          "\"score\":-0.25e+2",
          "\"public_metrics\":{\"retweet_count\":0,\"like_count\":12,\"ratio\":0.5}",
          "\"entities\":{\"urls\":[{\"start\":0,\"end\":23,\"url\":\"https://t.co/x\"}],\"hashtags\":[]}",
          "\"context_annotations\":[{\"domain\":{\"id\":\"46\",\"name\":\"A\"},\"entity\":{\"id\":\"1\"}},{}]",
          "\"attachments\":{\"media_keys\":[\"3_1\"]}",
          "\"d\\u0061ta\":1",
          "\"é\":2",
          "\"deep\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]",
          "\"withheld\":{}",
          "\"x\":true");

  private static final List<String> KINDS = List.of("retweeted", "quoted", "replied_to", "new");

  private static final List<String> TAGS =
      List.of("evilnet:place_country:CA", "place_country:US", "canada", "é", "x");

  private final SplittableRandom random;
  private final List<JsonTree> samples;

  PostShapes(SplittableRandom random, List<String> samples) {
    this.random = random;
    this.samples = samples.stream().map(JsonTree::of).toList();
  }

  JsonTree next() {
    return random.nextInt(3) == 0
        ? samples.get(random.nextInt(samples.size())).copy()
        : JsonTree.of(post());
  }

  String post() {
    List<String> line = new ArrayList<>();
    line.add("\"data\":" + data());
    if (chance(9)) {
      line.add("\"includes\":" + includes());
    }
    if (chance(8)) {
      line.add("\"matching_rules\":[{\"id\":\"1\",\"tag\":\"" + any(TAGS) + "\"}]");
    }
    if (!chance(9)) {
      line.add("\"errors\":[{\"title\":\"Not Found Error\",\"type\":\"about:blank\"}]");
    }
    return object(line);
  }

  private String data() {
    long id = 2_123_778_391_646_666_753L + random.nextLong(1_000_000);
    List<String> data = new ArrayList<>();
    data.add("\"author_id\":\"" + random.nextLong(1, Long.MAX_VALUE) + '"');
    data.add(
        "\"created_at\":\"20%02d-%02d-%02dT14:00:0%d.000Z\""
            .formatted(any(30), 1 + any(12), 1 + any(30), any(10)));
    if (chance(9)) {
      String first = chance(8) ? "" : "\"" + (id - random.nextInt(1 << 30)) + "\",";
      data.add("\"edit_history_tweet_ids\":[" + first + '"' + id + "\"]");
    }
    data.add("\"id\":\"" + id + '"');
    data.add("\"text\":\"" + any(TEXTS) + '"');
    if (chance(8)) {
      String point =
          chance(8) ? "" : "\"coordinates\":{\"type\":\"Point\",\"coordinates\":[-73.5,45]},";
      data.add("\"geo\":{" + point + "\"place_id\":\"" + any(PLACE_IDS) + "\"}");
    }
    if (chance(5)) {
      List<String> references = new ArrayList<>();
      for (int i = any(3); i >= 0; i--) {
        references.add("{\"type\":\"" + any(KINDS) + "\",\"id\":\"" + any(100) + "\"}");
      }
      data.add("\"referenced_tweets\":[" + String.join(",", references) + "]");
    }
    for (int i = any(4); i > 0; i--) {
      data.add(any(data.size() + 1), any(EXTRAS));
    }
    return object(data);
  }

  private String includes() {
    List<String> includes = new ArrayList<>();
    includes.add(
        "\"users\":[{\"id\":\"42\",\"name\":\"" + any(TEXTS) + "\",\"location\":\"Montréal\"}]");
    if (chance(9)) {
      List<String> places = new ArrayList<>();
      for (int i = chance(7) ? 1 : any(4); i > 0; i--) {
        places.add(any(PLACES));
      }
      includes.add("\"places\":[" + String.join(",", places) + "]");
    }
    if (!chance(7)) {
      includes.add("\"" + (chance(5) ? "tweets" : "posts") + "\":[" + data() + "]");
    }
    return object(includes);
  }

  /** Returns an object, in some cases with its members in random order. */
  private String object(List<String> members) {
    if (!chance(7)) {
      Collections.shuffle(members, new Random(random.nextLong()));
    }
    return "{" + String.join(",", members) + "}";
  }

  private boolean chance(int tenths) {
    return random.nextInt(10) < tenths;
  }

  private int any(int bound) {
    return random.nextInt(bound);
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
