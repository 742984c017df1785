package io.evilnet.ingest.x;

import static java.util.Objects.requireNonNull;

import io.evilnet.ingest.x.StreamEnd.RateLimited;
import io.evilnet.ingest.x.StreamEnd.Refused;
import io.evilnet.ingest.x.StreamEnd.ServerFailure;
import io.evilnet.ingest.x.StreamEnd.TooManyConnections;
import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait before the next attempt, as a value: each end gives the delay and what is
 * remembered of it.
 *
 * <p>At once when an established stream drops; in steps of 250 ms up to 16 s when the network
 * fails; from 5 s, doubling to 320 s, when X answers with an error; from 60 s, doubling, or until
 * the reset X names, when it limits the rate.
 *
 * @param series which kind of failure is being repeated
 * @param failures how many of that kind in a row
 * @param delay before the next attempt
 * @see <a href="https://docs.x.com/x-api/fundamentals/handling-disconnections">X: handling
 *     disconnections</a>
 */
public record ReconnectDelays(Series series, int failures, Duration delay) {

  /** Failures that share a delay. */
  public enum Series {
    NONE,
    NETWORK,
    HTTP,
    RATE
  }

  /** Nothing has failed yet. */
  public static final ReconnectDelays START = new ReconnectDelays(Series.NONE, 0, Duration.ZERO);

  /** A stream that lived shorter is no reason to hurry a second time. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private static final Duration NETWORK_STEP = Duration.ofMillis(250);
  private static final Duration LONGEST_NETWORK = Duration.ofSeconds(16);
  private static final Duration FIRST_HTTP = Duration.ofSeconds(5);
  private static final Duration LONGEST_HTTP = Duration.ofSeconds(320);
  private static final Duration FIRST_RATE = Duration.ofSeconds(60);
  private static final Duration LONGEST_RATE = Duration.ofMinutes(16);

  /** Doubling more often than this exceeds every bound. */
  private static final int MOST_DOUBLINGS = 20;

  public ReconnectDelays {
    requireNonNull(series, "series");
    requireNonNull(delay, "delay");
  }

  /**
   * What follows after one more end.
   *
   * @param streamed how long the connection delivered lines; zero when it never did
   * @param now for the reset that X names
   */
  public ReconnectDelays after(StreamEnd end, Duration streamed, Instant now) {
    if (streamed.compareTo(SETTLED) >= 0) {
      return new ReconnectDelays(Series.NETWORK, 0, Duration.ZERO);
    }
    boolean firstDrop = !streamed.isZero() && failures == 0;
    if (firstDrop) {
      return new ReconnectDelays(Series.NETWORK, 1, Duration.ZERO);
    }
    Series kind = seriesOf(end);
    int count = kind == series ? failures + 1 : 1;
    return new ReconnectDelays(kind, count, delay(kind, count, end, now));
  }

  private static Duration delay(Series kind, int count, StreamEnd end, Instant now) {
    return switch (kind) {
      case NONE -> Duration.ZERO;
      case NETWORK -> min(NETWORK_STEP.multipliedBy(count), LONGEST_NETWORK);
      case HTTP -> min(doubled(FIRST_HTTP, count), LONGEST_HTTP);
      case RATE -> max(min(doubled(FIRST_RATE, count), LONGEST_RATE), untilReset(end, now));
    };
  }

  private static Series seriesOf(StreamEnd end) {
    if (end instanceof RateLimited) {
      return Series.RATE;
    }
    boolean answered =
        end instanceof ServerFailure || end instanceof TooManyConnections || end instanceof Refused;
    return answered ? Series.HTTP : Series.NETWORK;
  }

  private static Duration untilReset(StreamEnd end, Instant now) {
    return end instanceof RateLimited limited
        ? limited.resetAt().map(at -> Duration.between(now, at)).orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  private static Duration doubled(Duration first, int count) {
    return first.multipliedBy(1L << Math.min(count - 1, MOST_DOUBLINGS));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
