package io.evilnet.ingest.replay;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.core.Box;
import io.evilnet.core.City;
import io.evilnet.core.Place;
import io.evilnet.core.ReferenceKind;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** JSON layouts of posts; post {@code n} is the same in each. */
enum PostShape {
  STREAM(PostShape::line, "", "\n", ""),
  STREAM_WITHOUT_LINE_ENDS(PostShape::line, "", " ", ""),
  STRINGS(n -> quoted(line(n)), "", "\n", ""),
  FLAT(PostShape::flat, "", "\n", ""),
  ARRAY_IN_A_LINE(PostShape::line, "[", ",", "]"),
  ARRAY_OF_FLAT(PostShape::flat, "[", ",", "]"),
  ARRAY_BY_LINE(PostShape::line, "[\n", ",\n", "\n]"),
  PRETTY(n -> pretty(line(n)), "", "\n", ""),
  PRETTY_FLAT(n -> pretty(flat(n)), "", "\n", ""),
  PRETTY_ARRAY(PostShape::line, "[", ",", "]"),
  PAGE_IN_A_LINE(PostShape::post, "{\"data\":[", ",", ""),
  PAGE(PostShape::post, "{\"data\":[", ",", ""),
  ARRAY_OF_PAGES(PostShape::post, "[{\"data\":[", ",", "");

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CITIES = 3;

  private final IntFunction<String> post;
  private final String begin;
  private final String between;
  private final String end;

  PostShape(IntFunction<String> post, String begin, String between, String end) {
    this.post = post;
    this.begin = begin;
    this.between = between;
    this.end = end;
  }

  String write(int from, int to) {
    String text = IntStream.range(from, to).mapToObj(post).collect(joining(between, begin, end));
    return switch (this) {
      case PRETTY_ARRAY -> pretty(text);
      case PAGE_IN_A_LINE -> text + pageEnd(from);
      case PAGE -> pretty(text + pageEnd(from));
      case ARRAY_OF_PAGES -> text + pageEnd(from) + ",{\"meta\":{\"result_count\":0}}]";
      default -> text;
    };
  }

  static List<StreamLine> tweets(int from, int to) {
    return IntStream.range(from, to).mapToObj(PostShape::tweet).toList();
  }

  private static StreamLine tweet(int n) {
    return new Tweet(
        n + 1,
        n % 5 + 100,
        START.plusSeconds(n),
        Set.of(ReferenceKind.QUOTED),
        new Place(
            "city",
            new City("p" + n % CITIES, "Montr\u00e9al " + n % CITIES, "CA", 45.5, -73.5),
            new Box(-74, 45, -73, 46),
            List.of("quebec")));
  }

  private static String line(int n) {
    return """
        {"data":%s,"includes":{"places":[{"id":"p%d",%s}]},"matching_rules":[{"id":"1","tag":"evilnet:a"}]}"""
        .formatted(post(n), n % CITIES, place(n));
  }

  private static String post(int n) {
    return "{%s,\"geo\":{\"place_id\":\"p%d\"}}".formatted(fields(n), n % CITIES);
  }

  private static String flat(int n) {
    return """
        {%s,"geo":{"place_id":"p%d","id":"p%d",%s},"author":{"id":"1","name":"x"},"__twarc":{"version":"2"}}"""
        .formatted(fields(n), n % CITIES, n % CITIES, place(n));
  }

  private static String fields(int n) {
    return """
        "id":"%d","author_id":"%d","created_at":"%s","text":"caf\u00e9 \\"}] \\\\","edit_history_tweet_ids":["%d"],\
        "referenced_tweets":[{"type":"quoted","id":"9"}]"""
        .formatted(n + 1, n % 5 + 100, START.plusSeconds(n), n + 1);
  }

  private static String place(int n) {
    return """
        "place_type":"city","full_name":"Montr\u00e9al %d","country_code":"CA","geo":{"bbox":[-74,45,-73,46]},\
        "contained_within":["quebec"]"""
        .formatted(n % CITIES);
  }

  private static String pageEnd(int from) {
    String places =
        IntStream.range(0, CITIES)
            .mapToObj(n -> "{\"id\":\"p%d\",%s}".formatted(n, place(n)))
            .collect(joining(","));
    return """
        ],"includes":{"places":[%s]},"errors":[{"title":"Not Found Error"}],"meta":{"result_count":%d}}"""
        .formatted(places, from);
  }

  private static String pretty(String json) {
    try {
      return JSON.readTree(json).toPrettyString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
