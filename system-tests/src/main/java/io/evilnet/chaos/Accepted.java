package io.evilnet.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What Kafka has accepted.
 *
 * @param truth what is right of it
 * @param lateOfStream posts of the stream, not of a replay, that are late
 * @param toCount the posts that have to show in a total, by their arrival
 * @param countable the same posts, by where they are
 * @param stalls times in which a partition took nothing, half a second or longer
 */
record Accepted(
    Truth truth, long lateOfStream, Curve toCount, CountableOffsets countable, List<Stall> stalls) {

  /** From the last post that a partition took until the next. */
  record Stall(int partition, Instant from, Instant to) {

    Duration lasted() {
      return Duration.between(from, to);
    }
  }

  Accepted {
    stalls = List.copyOf(stalls);
  }
}
