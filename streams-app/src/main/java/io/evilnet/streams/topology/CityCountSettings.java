package io.evilnet.streams.topology;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.CountingRules;
import java.time.Duration;

/**
 * What the topology is built from.
 *
 * @param rules the counting contract
 * @param emitInterval how often either step emits the counts that have changed, at its multiples by
 *     the clock; 1 ms or more
 * @param retireDelay how long the tweets of a closed window are kept, at least the producer's
 *     delivery timeout: until then a count that was sent may still be lost with the process, and is
 *     sent again from them
 * @param retention how long raw posts are kept; a window that has not changed for so long is closed
 * @param topicId the id that Kafka gave the topic {@code tweets}; empty when it is not known
 */
public record CityCountSettings(
    CountingRules rules,
    Duration emitInterval,
    Duration retireDelay,
    Duration retention,
    String topicId) {

  private static final Duration MERGE_DELAY = Duration.ofMillis(80);

  /** Settings for a topic of any id. */
  public CityCountSettings(
      CountingRules rules, Duration emitInterval, Duration retireDelay, Duration retention) {
    this(rules, emitInterval, retireDelay, retention, "");
  }

  public CityCountSettings {
    requireNonNull(rules, "rules");
    requireNonNull(topicId, "topicId");
    if (emitInterval.toMillis() < 1) {
      throw new IllegalArgumentException(
          "emit-interval must be 1ms or more, but is " + emitInterval);
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
   * Time from the partial counts of an interval to their totals: what it takes a batch to be sent,
   * replicated, fetched and merged.
   */
  Duration mergeDelay() {
    Duration half = emitInterval.dividedBy(2);
    return half.compareTo(MERGE_DELAY) < 0 ? half : MERGE_DELAY;
  }

  /**
   * How often it is told who the users are: twenty times the bytes of how many they are, and many
   * times the work to unite them.
   */
  Duration usersInterval() {
    return emitInterval.multipliedBy(20);
  }

  /**
   * After how long without a change a window is closed; longer than any raw post can still be read.
   */
  Duration idleAfter() {
    return retention.multipliedBy(5).dividedBy(4);
  }

  /**
   * How long merged totals are kept unchanged; longer than {@link #idleAfter()}, so that no total
   * is begun anew from a part.
   */
  Duration totalsRetention() {
    return retention.multipliedBy(3).dividedBy(2);
  }
}
