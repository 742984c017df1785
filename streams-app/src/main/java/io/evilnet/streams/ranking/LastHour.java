package io.evilnet.streams.ranking;

import io.evilnet.core.TimeRange;
import io.evilnet.streams.read.CountsReader;
import java.time.Duration;
import java.time.Instant;

/** The ranked hour: the windows that started in the last 60 minutes, including the open one. */
public final class LastHour {

  private static final Duration LENGTH = Duration.ofHours(1);

  private LastHour() {}

  /** Returns the ranking as of {@code now}. */
  public static Ranking ranking(CountsReader reader, Instant now) {
    return Ranking.of(reader.counts(range(now)));
  }

  /** Returns the ranked windows as of {@code now}. */
  public static TimeRange range(Instant now) {
    // Both bounds plus a millisecond: excludes an hour ago, includes a window that starts now.
    return new TimeRange(now.minus(LENGTH).plusMillis(1), now.plusMillis(1));
  }
}
