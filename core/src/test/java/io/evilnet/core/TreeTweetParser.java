package io.evilnet.core;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A simple reference implementation of {@link TweetParser} that builds the whole tree of a line.
 */
final class TreeTweetParser {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(64);

  /**
   * Returns the tweet; for other lines the simple name of their class, or the reason if malformed.
   */
  Object parse(byte[] line) {
    if (new String(line, java.nio.charset.StandardCharsets.ISO_8859_1).matches("[ \t\r\n]*")) {
      return "KeepAlive";
    }
    JsonNode root;
    try {
      root = JSON.readTree(line);
    } catch (IOException e) {
      return "NOT_JSON";
    }
    if (!root.isObject()) {
      return "NOT_JSON";
    }
    JsonNode data = root.path("data");
    if (!data.isObject() && !data.isMissingNode()) {
      return "BAD_FIELD";
    }
    if (data.isMissingNode()) {
      for (JsonNode error :
          root.path("errors").isArray() ? root.path("errors") : JSON.createArrayNode()) {
        if (error.isObject()) {
          return "StreamMessage";
        }
      }
      boolean problem =
          scalar(root.path("title")) != null
              && (scalar(root.path("type")) != null || scalar(root.path("detail")) != null);
      return problem ? "StreamMessage" : "NO_DATA";
    }
    return tweet(data, root.path("includes"), root.path("matching_rules"));
  }

  private static Object tweet(JsonNode data, JsonNode includes, JsonNode rules) {
    String id = scalar(data.path("id"));
    String author = scalar(data.path("author_id"));
    if (id == null || author == null) {
      return "MISSING_FIELD";
    }
    JsonNode history = data.path("edit_history_tweet_ids");
    String first = id;
    if (history.isArray() && !history.isEmpty()) {
      first = scalar(history.get(0)) == null ? "" : scalar(history.get(0));
    }
    if (number(id) == null || number(author) == null || number(first) == null) {
      return "BAD_FIELD";
    }
    Instant time;
    if (!number(first).equals(number(id))) {
      time = Instant.ofEpochMilli(number(first).shiftRight(22).longValueExact() + 1288834974657L);
    } else if (scalar(data.path("created_at")) == null) {
      return "MISSING_FIELD";
    } else {
      try {
        time = Instant.parse(scalar(data.path("created_at")));
      } catch (java.time.format.DateTimeParseException e) {
        return "BAD_FIELD";
      }
    }
    if (time.getEpochSecond() < 0 || time.getEpochSecond() > 253402300799L) {
      return "BAD_FIELD";
    }
    Set<ReferenceKind> kinds = EnumSet.noneOf(ReferenceKind.class);
    if (data.path("referenced_tweets").isArray()) {
      for (JsonNode reference : data.path("referenced_tweets")) {
        for (ReferenceKind kind : ReferenceKind.values()) {
          if (kind.toString().equals(scalar(reference.path("type")))) {
            kinds.add(kind);
          }
        }
      }
    }
    Place place = place(includes, scalar(data.path("geo").path("place_id")), rules);
    return new Tweet(
        number(first).longValue(),
        number(author).longValue(),
        time,
        kinds,
        place,
        !number(first).equals(number(id)));
  }

  private static Place place(JsonNode includes, String id, JsonNode rules) {
    JsonNode places = includes.path("places");
    if (id == null
        || id.equals("unresolved")
        || !id.matches("[A-Za-z0-9_-]{1,64}")
        || !places.isArray()) {
      return null;
    }
    for (JsonNode place : places) {
      if (place.isObject() && id.equals(scalar(place.path("id")))) {
        JsonNode box = place.path("geo").path("bbox");
        boolean valid = box.isArray() && box.size() == 4;
        for (int i = 0; valid && i < 4; i++) {
          valid =
              box.get(i).isNumber()
                  && Math.abs(box.get(i).doubleValue()) <= (i % 2 == 0 ? 180 : 90);
        }
        double latitude = valid ? (box.get(1).doubleValue() + box.get(3).doubleValue()) / 2 : 0;
        double longitude = valid ? (box.get(0).doubleValue() + box.get(2).doubleValue()) / 2 : 0;
        if (valid && box.get(0).doubleValue() > box.get(2).doubleValue()) {
          longitude = longitude + 180 > 180 ? longitude - 180 : longitude + 180;
        }
        String fullName = name(place.path("full_name"));
        String code = country(scalar(place.path("country_code")), rules);
        return new Place(
            name(place.path("place_type")),
            new City(id, fullName.isBlank() ? id : fullName, code, latitude, longitude),
            valid ? box(box) : null,
            containers(place.path("contained_within")));
      }
    }
    return null;
  }

  private static Box box(JsonNode box) {
    return new Box(
        box.get(0).doubleValue(),
        box.get(1).doubleValue(),
        box.get(2).doubleValue(),
        box.get(3).doubleValue());
  }

  private static List<String> containers(JsonNode ids) {
    return StreamSupport.stream((ids.isArray() ? ids : JSON.createArrayNode()).spliterator(), false)
        .map(TreeTweetParser::scalar)
        .filter(Objects::nonNull)
        .limit(16)
        .toList();
  }

  private static String country(String code, JsonNode rules) {
    if (code != null && code.matches("[A-Za-z]{2}")) {
      return code.toUpperCase(Locale.ROOT);
    }
    Set<String> named = new HashSet<>();
    for (JsonNode rule : rules.isArray() ? rules : JSON.createArrayNode()) {
      String tag = scalar(rule.path("tag"));
      Matcher country = Pattern.compile("place_country:([A-Z]{2})").matcher(tag == null ? "" : tag);
      if (country.find()) {
        named.add(country.group(1));
      }
    }
    return named.size() == 1 ? named.iterator().next() : "";
  }

  private static String name(JsonNode node) {
    return scalar(node) == null ? "" : JsonText.name(scalar(node));
  }

  private static String scalar(JsonNode node) {
    if (node instanceof MissingNode) {
      return null;
    }
    return node.isTextual() || node.isIntegralNumber() ? node.asText() : null;
  }

  private static BigInteger number(String text) {
    if (!text.matches("\\d{1,1000}")) {
      return null;
    }
    BigInteger number = new BigInteger(text);
    return number.compareTo(LIMIT) < 0 ? number : null;
  }
}
