package io.evilnet.streams.topology;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.CountingRules;
import io.evilnet.platform.settings.StreamOptions;
import java.time.Duration;

/**
 * The settings of the topology.
 *
 * @param rules the counting contract
 * @param emitInterval interval at which both steps emit changed counts, aligned to the clock; from
 *     1 ms to a minute
 * @param retireDelay time for which the tweets of a closed window are kept, at least the delivery
 *     timeout of the producer: until then a sent count can be lost with the process, and is
 *     recomputed from them
 * @param retention retention of raw posts; a window that has not changed for this time is closed
 * @param topicId the topic id of {@code tweets}; empty if unknown
 * @param applicationId the id of the application, which has its own topic of totals
 */
public record CityCountSettings(
    CountingRules rules,
    Duration emitInterval,
    Duration retireDelay,
    Duration retention,
    String topicId,
    String applicationId) {

  private static final Duration MERGE_DELAY = Duration.ofMillis(80);

  private static final Duration MAX_INTERVAL = Duration.ofMinutes(1);

  /** Creates settings of the default application without a topic id. */
  public CityCountSettings(
      CountingRules rules, Duration emitInterval, Duration retireDelay, Duration retention) {
    this(rules, emitInterval, retireDelay, retention, "", StreamOptions.APPLICATION_ID);
  }

  public CityCountSettings {
    requireNonNull(rules, "rules");
    requireNonNull(topicId, "topicId");
    requireNonNull(applicationId, "applicationId");
    if (emitInterval.toMillis() < 1 || emitInterval.compareTo(MAX_INTERVAL) > 0) {
      throw new IllegalArgumentException(
          "emit-interval must be from 1ms to 1m, but is " + emitInterval);
    }
    if (retireDelay.isNegative()) {
      throw new IllegalArgumentException(
          "retire-delay must not be negative, but is " + retireDelay);
    }
    if (retention.toMillis() < 1) {
      throw new IllegalArgumentException("retention must be 1ms or more, but is " + retention);
    }
  }

  /**
   * Returns the delay from the partial counts of an interval to their totals unless all partitions
   * have reported before: the time to send, replicate, fetch and merge a batch.
   */
  Duration mergeDelay() {
    Duration half = emitInterval.dividedBy(2);
    return half.compareTo(MERGE_DELAY) < 0 ? half : MERGE_DELAY;
  }

  /**
   * Returns the interval at which sketches are emitted, longer since they are twenty times as large
   * as counts and much more expensive to merge; a minute at most, so that those of the last posts
   * of a window are emitted before it is retired.
   */
  Duration usersInterval() {
    Duration interval = emitInterval.multipliedBy(20);
    return interval.compareTo(MAX_INTERVAL) < 0 ? interval : MAX_INTERVAL;
  }

  /**
   * Returns the time without a change after which a window is closed; longer than the retention of
   * raw posts.
   */
  Duration idleAfter() {
    return retention.multipliedBy(5).dividedBy(4);
  }

  /**
   * Returns the retention of totals without a partial count; longer than {@link #idleAfter()} and
   * than a window accepts posts, so that no total restarts from a part of its partial counts.
   */
  Duration totalsRetention() {
    return retention.multipliedBy(3).dividedBy(2).plus(rules.window()).plus(rules.grace());
  }
}
