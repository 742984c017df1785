package io.evilnet.chaos.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The posts in Kafka.
 *
 * @param expected expected rows and outcomes
 * @param lateOfStream late posts of the stream, without those of a replay
 * @param countableCurve posts that must appear in a total, by append time
 * @param countable the same posts, by offset
 * @param stalls intervals of half a second or more in which no record was appended to a partition
 */
public record Accepted(
    ExpectedCounts expected,
    long lateOfStream,
    Curve countableCurve,
    CountableOffsets countable,
    List<Stall> stalls) {

  /** Interval between two consecutive posts of a partition. */
  public record Stall(int partition, Instant from, Instant to) {

    public Duration duration() {
      return Duration.between(from, to);
    }
  }

  public Accepted {
    stalls = List.copyOf(stalls);
  }
}
