package io.evilnet.streams.topology;

import io.evilnet.core.SnowflakeId;
import java.time.Instant;

/** A post in the format of X. */
record Post(Instant createdAt, int sequence, long author, String city, String reference) {

  /** Returns an original post of 2026-11-20 at a time of day such as {@code 14:00:01}. */
  static Post at(String time, int sequence, long author, String city) {
    return new Post(Instant.parse("2026-11-20T" + time + "Z"), sequence, author, city, null);
  }

  Post quoting() {
    return new Post(createdAt, sequence, author, city, "quoted");
  }

  long id() {
    return SnowflakeId.of(createdAt, sequence);
  }

  String json() {
    return json(id(), createdAt);
  }

  /** Returns a later, edited version of this post. */
  String editedJson(Instant at) {
    return json(SnowflakeId.of(at, sequence + 1), at);
  }

  private String json(long versionId, Instant at) {
    String history =
        versionId == id() ? "\"" + id() + "\"" : "\"" + id() + "\",\"" + versionId + "\"";
    String references =
        reference == null
            ? ""
            : ",\"referenced_tweets\":[{\"type\":\"" + reference + "\",\"id\":\"1\"}]";
    return """
        {"data":{"id":"%d","author_id":"%d","created_at":"%s","edit_history_tweet_ids":[%s],\
        "geo":{"place_id":"%s"}%s},"includes":{"places":[{"id":"%s","place_type":"city",\
        "full_name":"%s","country_code":"CA"}]}}"""
        .formatted(versionId, author, at, history, placeId(city), references, placeId(city), city);
  }

  /** Returns the place id of a city. */
  static String placeId(String city) {
    return Long.toHexString(city.hashCode() & 0xffffffffL);
  }
}
