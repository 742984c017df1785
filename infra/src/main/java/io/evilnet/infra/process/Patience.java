package io.evilnet.infra.process;

import java.time.Duration;

/**
 * The bound on the time for which a service may fail to answer that it lives.
 *
 * @param every from one question to the next
 * @param misses questions in a row without the answer, after which it is ended
 * @param dumpWithin what its threads have to write what they do, before it is ended
 */
public record Patience(Duration every, int misses, Duration dumpWithin) {
  /**
   * At least 80 s: three systems at once on two cores have kept services from answering for half of
   * that. Counted in questions as well as in time, because a stalled supervisor asks none.
   */
  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(10), 9, Duration.ofSeconds(3));

  public Patience {
    if (every.isNegative() || every.isZero() || misses < 1 || dumpWithin.isNegative()) {
      throw new IllegalArgumentException(
          "patience: every > 0, misses >= 1 and dumpWithin >= 0, not %s, %d and %s"
              .formatted(every, misses, dumpWithin));
    }
  }
}
