package io.evilnet.platform.topics;

/** The names of the headers of {@code tweets} and {@code tweets-dead}; values are UTF-8 text. */
public final class TweetHeaders {

  /** Label of the collector that received the post. */
  public static final String SITE = "site";

  /** Time of receipt: an ISO 8601 instant, UTC. */
  public static final String RECEIVED_AT = "received-at";

  /**
   * City that contains the place of the post, or the city of the retweeted post for a retweet
   * without a place, resolved by ingest: {@link io.evilnet.core.Place#toJson}. Absent on posts
   * tagged with a city. Used by the stream and the batch job, so that both count the post in the
   * same city.
   */
  public static final String CITY = "city";

  /** Dead letters: {@link io.evilnet.core.Malformed.Reason#label()}. */
  public static final String DEAD_REASON = "dead-reason";

  /** Dead letters: human-readable detail of the error. */
  public static final String DEAD_DETAIL = "dead-detail";

  /**
   * Dead letters: the application that rejected the record, {@code ingest} or {@code streams-app}.
   */
  public static final String DEAD_BY = "dead-by";

  /**
   * Dead letters of streams-app: position of the source record, as {@code topic-partition@offset}.
   */
  public static final String DEAD_SOURCE = "dead-source";

  private TweetHeaders() {}
}
