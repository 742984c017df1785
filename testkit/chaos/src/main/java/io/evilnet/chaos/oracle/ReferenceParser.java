package io.evilnet.chaos.oracle;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reference implementation of the parsing of posts with JSON trees. Of duplicate keys in an object
 * the last is used, as in any tree.
 */
final class ReferenceParser {

  /** The city of a post without one. */
  static final String NO_CITY = "";

  private static final Duration MAX_AHEAD = Duration.ofMinutes(5);
  private static final Set<String> RETWEETS = Set.of("retweeted", "quoted");
  private static final Set<String> NATIVE_RETWEET = Set.of("retweeted");

  /** Tags of a chaos run: of one country or of several, without negations. */
  private static final Pattern TAG_COUNTRY = Pattern.compile("place_country:([A-Za-z]{2})\\b");

  private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

  /** X's epoch: milliseconds since this instant, shifted left by 22, are the time in an id. */
  private static final long ID_EPOCH = 1_288_834_974_657L;

  private static final int ID_TIME_SHIFT = 22;

  /** The city of a post, and whether it contains the place of the post. */
  private record Located(String city, boolean contained) {
    static final Located NO_CITY = new Located(ReferenceParser.NO_CITY, false);
  }

  private final ObjectMapper json =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Set<String> countries;

  ReferenceParser(Set<String> countries) {
    this.countries = countries;
  }

  /**
   * Reads a post; returns nothing if it is a dead letter.
   *
   * @param resolved the header with the city of its place; null without one
   */
  Optional<ReadPost> read(byte[] value, Instant arrival, byte[] resolved) {
    Optional<JsonNode> post = parse(value);
    if (post.isEmpty()) {
      return Optional.empty();
    }
    JsonNode data = post.get().path("data");
    Optional<BigInteger> id = id(data.path("id"));
    Optional<BigInteger> author = id(data.path("author_id"));
    JsonNode history = data.path("edit_history_tweet_ids");
    Optional<BigInteger> first = history.isArray() && !history.isEmpty() ? id(history.get(0)) : id;
    if (id.isEmpty() || author.isEmpty() || first.isEmpty()) {
      return Optional.empty();
    }
    boolean edited = !first.equals(id);
    Optional<Instant> createdAt =
        edited ? Optional.of(timeOf(first.get())) : time(data.path("created_at"));
    if (createdAt.isEmpty() || createdAt.get().isAfter(arrival.plus(MAX_AHEAD))) {
      return Optional.empty();
    }
    Located located = locate(post.get(), resolved);
    return Optional.of(
        new ReadPost(
            first.get(),
            author.get(),
            createdAt.get(),
            edited,
            refers(data.path("referenced_tweets"), RETWEETS),
            located.city,
            located.contained,
            receiver(post.get(), resolved)));
  }

  /** Returns the city in the header of a native retweet without a place. */
  private String receiver(JsonNode post, byte[] resolved) {
    boolean isNative = refers(post.path("data").path("referenced_tweets"), NATIVE_RETWEET);
    return resolved != null && isNative && placeOf(post).isEmpty()
        ? containerOf(resolved).city
        : NO_CITY;
  }

  private Optional<JsonNode> parse(byte[] value) {
    try {
      JsonNode post = value == null ? null : json.readTree(value);
      return Optional.ofNullable(post).filter(node -> node.path("data").isObject());
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static boolean refers(JsonNode references, Set<String> kinds) {
    if (references.isArray()) {
      for (JsonNode reference : references) {
        if (kinds.contains(text(reference.path("type")).orElse(""))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns the city of the post's place, if it is of the countries: by its code, else by the
   * post's matching rules. For another place, the city it was resolved to.
   */
  private Located locate(JsonNode post, byte[] resolved) {
    Optional<JsonNode> found = placeOf(post);
    if (found.isEmpty()) {
      return Located.NO_CITY;
    }
    JsonNode place = found.get();
    if (!text(place.path("place_type")).equals(Optional.of("city"))) {
      return resolved == null ? Located.NO_CITY : containerOf(resolved);
    }
    return isOfCountries(country(place, post.path("matching_rules")))
        ? new Located(text(place.path("id")).orElseThrow(), false)
        : Located.NO_CITY;
  }

  /** Returns the first place with the post's place id. */
  private static Optional<JsonNode> placeOf(JsonNode post) {
    Optional<String> placeId = text(post.path("data").path("geo").path("place_id"));
    JsonNode places = post.path("includes").path("places");
    if (placeId.isEmpty()
        || !placeId.get().matches("(?!(unresolved|contained)$)[A-Za-z0-9_-]{1,64}")
        || !places.isArray()) {
      return Optional.empty();
    }
    for (JsonNode place : places) {
      if (text(place.path("id")).equals(placeId)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  private Located containerOf(byte[] resolved) {
    try {
      JsonNode city = json.readTree(resolved);
      return isOfCountries(city.path("country_code").asText())
          ? new Located(city.path("id").asText(), true)
          : Located.NO_CITY;
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private boolean isOfCountries(String code) {
    return countries.isEmpty() || countries.contains(code);
  }

  private static String country(JsonNode place, JsonNode rules) {
    String code = text(place.path("country_code")).orElse("");
    if (code.matches("[A-Za-z]{2}")) {
      return code.toUpperCase(Locale.ROOT);
    }
    Set<String> codes = new HashSet<>();
    for (JsonNode rule : rules) {
      Set<String> ofTag =
          TAG_COUNTRY
              .matcher(text(rule.path("tag")).orElse(""))
              .results()
              .map(found -> found.group(1).toUpperCase(Locale.ROOT))
              .collect(Collectors.toSet());
      if (ofTag.size() == 1) {
        codes.addAll(ofTag);
      }
    }
    return codes.size() == 1 ? codes.iterator().next() : NO_CITY;
  }

  /** Returns a string or an integer as text. */
  private static Optional<String> text(JsonNode node) {
    return node.isTextual() || node.isIntegralNumber()
        ? Optional.of(node.asText())
        : Optional.empty();
  }

  /** Parses a decimal unsigned 64-bit id. */
  private static Optional<BigInteger> id(JsonNode node) {
    return text(node)
        .filter(digits -> digits.matches("[0-9]+"))
        .map(BigInteger::new)
        .filter(id -> id.bitLength() <= Long.SIZE);
  }

  private static Optional<Instant> time(JsonNode node) {
    try {
      return text(node)
          .map(Instant::parse)
          .filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(END_OF_TIME));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  private static Instant timeOf(BigInteger id) {
    return Instant.ofEpochMilli(id.shiftRight(ID_TIME_SHIFT).longValueExact() + ID_EPOCH);
  }
}
