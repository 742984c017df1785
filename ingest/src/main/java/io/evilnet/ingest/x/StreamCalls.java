package io.evilnet.ingest.x;

import com.twitter.clientlib.ApiException;
import com.twitter.clientlib.api.TweetsApi;
import java.io.IOException;
import java.util.Set;
import okhttp3.Call;

/**
 * Requests for X's streams, each of which has a separate class in X's SDK.
 *
 * <p>They request the fields that are used for counting, and {@code contained_within}, which allows
 * for assigning posts of smaller places to their cities. X always delivers {@code id} and {@code
 * text}.
 */
final class StreamCalls {

  private static final Set<String> TWEET_FIELDS =
      Set.of("created_at", "author_id", "geo", "referenced_tweets", "edit_history_tweet_ids");

  /** Neither authors nor referenced posts: their content is not counted. */
  private static final Set<String> EXPANSIONS = Set.of("geo.place_id");

  private static final Set<String> PLACE_FIELDS =
      Set.of("contained_within", "country_code", "full_name", "geo", "id", "place_type");

  private final TweetsApi tweets;

  StreamCalls(TweetsApi tweets) {
    this.tweets = tweets;
  }

  /**
   * Returns an unexecuted request.
   *
   * @param backfillMinutes minutes of backfill; 0 for none
   */
  Call of(StreamChoice choice, int backfillMinutes) throws IOException {
    // Omitted if zero: X rejects the parameter for accounts without the feature.
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
