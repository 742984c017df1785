package io.evilnet.contract;

import io.evilnet.core.SnowflakeId;
import java.time.Instant;

/**
 * A post as X sends it, written briefly; immutable.
 *
 * @param createdAt when its first version was made
 * @param sequence tells posts of one millisecond apart
 * @param author its {@code author_id}
 * @param city the full name of its city; null when it has no place
 * @param placeType {@code place_type} of its place
 * @param country {@code country_code} of its place; null when it has none
 * @param reference how it refers to another post; null when it does not
 * @param tag of the rule that it matched; null when it came without rules
 */
public record Post(
    Instant createdAt,
    int sequence,
    long author,
    String city,
    String placeType,
    String country,
    String reference,
    String tag) {

  /** An original in a city of Canada. */
  public static Post at(Instant createdAt, int sequence, long author, String city) {
    return new Post(createdAt, sequence, author, city, "city", "CA", null, null);
  }

  public Post quoting() {
    return referring("quoted");
  }

  public Post referring(String kind) {
    return new Post(createdAt, sequence, author, city, placeType, country, kind, tag);
  }

  public Post withoutPlace() {
    return new Post(createdAt, sequence, author, null, placeType, country, reference, tag);
  }

  public Post placed(String type, String countryCode) {
    return new Post(createdAt, sequence, author, city, type, countryCode, reference, tag);
  }

  public Post matching(String ruleTag) {
    return new Post(createdAt, sequence, author, city, placeType, country, reference, ruleTag);
  }

  /** {@code data.id} of the first version. */
  public long id() {
    return SnowflakeId.of(createdAt, sequence);
  }

  /** The id of a city of that name. */
  public static String cityId(String name) {
    return "%016x".formatted(name.hashCode() & 0xffffffffL);
  }

  /** The line of the first version. */
  public String line() {
    return line(id(), createdAt);
  }

  /** The line of a second version, made later. */
  public String editedLine(Instant at) {
    return line(SnowflakeId.of(at, sequence), at);
  }

  private String line(long versionId, Instant at) {
    String history =
        versionId == id() ? "\"%d\"".formatted(id()) : "\"%d\",\"%d\"".formatted(id(), versionId);
    String references =
        reference == null
            ? ""
            : ",\"referenced_tweets\":[{\"type\":\"%s\",\"id\":\"1\"}]".formatted(reference);
    return """
        {"data":{"id":"%d","author_id":"%d","created_at":"%s","edit_history_tweet_ids":[%s]%s%s}%s%s}"""
        .formatted(versionId, author, at, history, geo(), references, includes(), rules());
  }

  private String geo() {
    return city == null ? "" : ",\"geo\":{\"place_id\":\"%s\"}".formatted(cityId(city));
  }

  private String includes() {
    return city == null
        ? ""
        : """
          ,"includes":{"places":[{"id":"%s","place_type":"%s","full_name":"%s"%s}]}"""
            .formatted(
                cityId(city),
                placeType,
                city,
                country == null ? "" : ",\"country_code\":\"%s\"".formatted(country));
  }

  private String rules() {
    return tag == null ? "" : ",\"matching_rules\":[{\"id\":\"1\",\"tag\":\"%s\"}]".formatted(tag);
  }
}
