package io.evilnet.backfill.run;

import io.evilnet.backfill.offsets.StreamLag;
import io.evilnet.backfill.offsets.TopicOffsets;
import io.evilnet.platform.settings.StreamOptions;
import io.evilnet.platform.topics.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until the stream has written the counts of all posts that it had counted: the partial
 * counts of the partitions are emitted, merged into totals, and stored by the sink.
 */
final class StreamEmission {

  /** Time within which the stream emits the partial counts of its committed offsets. */
  private static final Duration EMISSION_DELAY = Duration.ofSeconds(10);

  /** The same with consumer lag, when the stream emits counts of open windows every 128 s. */
  private static final Duration LAGGING_EMISSION_DELAY = Duration.ofSeconds(130);

  /** Time within which the stream emits the totals of merged partial counts. */
  private static final Duration MERGE_DELAY = Duration.ofSeconds(1);

  /**
   * The same with consumer lag, when the stream emits totals every 32 s, 4 s after the partials.
   */
  private static final Duration LAGGING_MERGE_DELAY = Duration.ofSeconds(37);

  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  /** Number of polls after which the wait is reported: most end earlier. */
  private static final int REPORTED_POLLS = 5;

  /** Maximum number of polls of each group, after which a stalled one is reported. */
  private static final int MAX_POLLS = 300;

  private final StreamLag lag;
  private final String applicationId;
  private final Consumer<String> out;
  private final Consumer<Duration> sleep;

  /**
   * @param out receives messages for the user
   * @param sleep sleeps for a time; returns immediately if it is negative
   */
  StreamEmission(
      StreamLag lag, String applicationId, Consumer<String> out, Consumer<Duration> sleep) {
    this.lag = lag;
    this.applicationId = applicationId;
    this.out = out;
    this.sleep = sleep;
  }

  /**
   * Waits for the counts of the posts before the offsets that the stream had committed.
   *
   * @param topic the end offsets at that time
   * @param since the time since then
   */
  void await(TopicOffsets topic, Duration since) {
    sleep.accept(EMISSION_DELAY.minus(since));
    boolean isCounting = lag.isCounting(topic);
    if (isCounting) {
      out.accept(
          "The stream has a consumer lag; waiting three minutes until it has emitted its counts");
      sleep.accept(LAGGING_EMISSION_DELAY.minus(EMISSION_DELAY));
    }
    awaitCommit(applicationId, Topics.partials(applicationId));
    sleep.accept(isCounting ? LAGGING_MERGE_DELAY : MERGE_DELAY);
    awaitCommit(StreamOptions.sinkGroup(applicationId), Topics.cityCounts(applicationId).name());
  }

  /** Waits until a group has committed the current end offsets of a topic. */
  private void awaitCommit(String group, String topic) {
    Map<TopicPartition, Long> ends = lag.endOffsets(topic);
    for (int polls = 0; lag.isLagging(group, ends); polls++) {
      if (polls == REPORTED_POLLS) {
        out.accept("Waiting until the stream has consumed " + topic);
      }
      if (polls == MAX_POLLS) {
        out.accept(
            "The stream has not consumed %s within %d minutes; rows that differ may be those that it has yet to write"
                .formatted(topic, POLL_INTERVAL.multipliedBy(MAX_POLLS).toMinutes()));
        return;
      }
      sleep.accept(POLL_INTERVAL);
    }
  }
}
