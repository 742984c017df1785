package io.evilnet.ingest.x;

import com.twitter.clientlib.ApiException;
import com.twitter.clientlib.api.TweetsApi;
import java.io.IOException;
import java.util.Set;
import okhttp3.Call;

/**
 * The requests for X's streams. Each has a class of its own in X's library, though all are alike.
 *
 * <p>X is asked for the fields that are counted by, and for {@code contained_within}, by which
 * posts of smaller places can be given to their cities. It sends {@code id} and {@code text}
 * always.
 */
final class StreamCalls {

  private static final Set<String> TWEET_FIELDS =
      Set.of("created_at", "author_id", "geo", "referenced_tweets", "edit_history_tweet_ids");

  /** Neither authors nor the posts that others refer to: nobody counts what is in them. */
  private static final Set<String> EXPANSIONS = Set.of("geo.place_id");

  private static final Set<String> PLACE_FIELDS =
      Set.of("contained_within", "country_code", "full_name", "geo", "id", "place_type");

  private final TweetsApi tweets;

  StreamCalls(TweetsApi tweets) {
    this.tweets = tweets;
  }

  /**
   * A stream, not connected yet.
   *
   * @param backfillMinutes how much of the past X is to send first; 0 for nothing
   */
  Call of(StreamChoice choice, int backfillMinutes) throws IOException {
    // Not said at all when it is nothing: accounts without it may not even ask for nothing.
    Integer backfill = backfillMinutes == 0 ? null : backfillMinutes;
    try {
      return switch (choice.kind()) {
        case FILTERED -> filtered(backfill);
        case SAMPLE -> sample(backfill);
        case SAMPLE10 -> sample10(choice.partition().orElseThrow(), backfill);
        case FIREHOSE -> firehose(choice.partition().orElseThrow(), backfill);
      };
    } catch (ApiException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Call filtered(Integer backfill) throws ApiException {
    return tweets
        .searchStream()
        .backfillMinutes(backfill)
        .tweetFields(TWEET_FIELDS)
        .expansions(EXPANSIONS)
        .placeFields(PLACE_FIELDS)
        .buildCall(null);
  }

  private Call sample(Integer backfill) throws ApiException {
    return tweets
        .sampleStream()
        .backfillMinutes(backfill)
        .tweetFields(TWEET_FIELDS)
        .expansions(EXPANSIONS)
        .placeFields(PLACE_FIELDS)
        .buildCall(null);
  }

  private Call sample10(int partition, Integer backfill) throws ApiException {
    return tweets
        .getTweetsSample10Stream(partition)
        .backfillMinutes(backfill)
        .tweetFields(TWEET_FIELDS)
        .expansions(EXPANSIONS)
        .placeFields(PLACE_FIELDS)
        .buildCall(null);
  }

  private Call firehose(int partition, Integer backfill) throws ApiException {
    return tweets
        .getTweetsFirehoseStream(partition)
        .backfillMinutes(backfill)
        .tweetFields(TWEET_FIELDS)
        .expansions(EXPANSIONS)
        .placeFields(PLACE_FIELDS)
        .buildCall(null);
  }
}
