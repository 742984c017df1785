package io.evilnet.contract;

import io.evilnet.core.SnowflakeId;
import java.time.Instant;

/**
 * A post in X's format with a concise builder; immutable.
 *
 * @param createdAt creation time of the first version
 * @param sequence number that distinguishes posts of the same millisecond
 * @param author its {@code author_id}
 * @param city full name of its city; null without a place
 * @param placeType {@code place_type} of its place
 * @param country {@code country_code} of its place; null if it is missing
 * @param reference type of its reference to another post; null without a reference
 * @param tag tag of the matching rule; null without rules
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

  /** Returns an original post in a Canadian city. */
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

  /** Returns {@code data.id} of the first version. */
  public long id() {
    return SnowflakeId.of(createdAt, sequence);
  }

  /** Returns the place id of a city of that name. */
  public static String cityId(String name) {
    return "%016x".formatted(name.hashCode() & 0xffffffffL);
  }

  /** Returns the line of the first version. */
  public String line() {
    return line(id(), createdAt);
  }

  /** Returns the line of a second version. */
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
