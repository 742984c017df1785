package io.evilnet.chaos.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The posts in Kafka.
 *
 * @param truth expected rows and outcomes
 * @param lateOfStream late posts of the stream, without those of a replay
 * @param toCount posts that must appear in a total, by append time
 * @param countable the same posts, by offset
 * @param stalls intervals of half a second or more in which no record was appended to a partition
 */
public record Accepted(
    Truth truth, long lateOfStream, Curve toCount, CountableOffsets countable, List<Stall> stalls) {

  /** Interval between two consecutive posts of a partition. */
  public record Stall(int partition, Instant from, Instant to) {

    public Duration lasted() {
      return Duration.between(from, to);
    }
  }

  public Accepted {
    stalls = List.copyOf(stalls);
  }
}
