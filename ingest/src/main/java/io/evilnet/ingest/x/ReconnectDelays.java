package io.evilnet.ingest.x;

import io.evilnet.ingest.x.StreamEnd.DailyLimitReached;
import io.evilnet.ingest.x.StreamEnd.QuotaExhausted;
import io.evilnet.ingest.x.StreamEnd.RateLimited;
import io.evilnet.ingest.x.StreamEnd.Refused;
import io.evilnet.ingest.x.StreamEnd.ServerFailure;
import io.evilnet.ingest.x.StreamEnd.TooManyConnections;
import io.evilnet.ingest.x.StreamEnd.UnexpectedFailure;
import java.time.Duration;

/**
 * Back-off policy as an immutable value: each disconnect yields the delay before the next attempt
 * and the next state.
 *
 * <p>Immediately after the loss of an established stream; 250 ms to 16 s, linear, after network
 * failures; 5 s to 320 s, doubling, after HTTP errors; 60 s to 16 min, doubling, or until the reset
 * time that X reports within that bound, after rate limiting; 15 min if credits or cap of the
 * account are exhausted; until the next day if the daily limit of posts is reached.
 *
 * @param series type of the current failures
 * @param failures consecutive failures of that type
 * @param delay delay before the next attempt
 * @see <a href="https://docs.x.com/x-api/fundamentals/handling-disconnections">X: handling
 *     disconnections</a>
 */
public record ReconnectDelays(Series series, int failures, Duration delay) {

  /** Types of failures with a common back-off. */
  public enum Series {
    NONE,
    NETWORK,
    HTTP,
    RATE,
    QUOTA,
    DAILY_LIMIT
  }

  /** State without failures. */
  public static final ReconnectDelays START = new ReconnectDelays(Series.NONE, 0, Duration.ZERO);

  /** Minimum duration of a stream after which the next reconnect is immediate again. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private static final Duration NETWORK_STEP = Duration.ofMillis(250);
  private static final Duration MAX_NETWORK_DELAY = Duration.ofSeconds(16);
  private static final Duration FIRST_HTTP = Duration.ofSeconds(5);
  private static final Duration MAX_HTTP_DELAY = Duration.ofSeconds(320);
  private static final Duration FIRST_RATE = Duration.ofSeconds(60);

  /** X's rate limit windows last 15 minutes. */
  private static final Duration MAX_RATE_DELAY = Duration.ofMinutes(16);

  private static final Duration QUOTA_INTERVAL = Duration.ofMinutes(15);

  /** Limit of the doublings, against overflow. */
  private static final int MAX_DOUBLINGS = 20;

  /**
   * Returns the state after another disconnect.
   *
   * @param streamed time during which the connection delivered lines; zero without lines
   */
  public ReconnectDelays after(StreamEnd end, Duration streamed) {
    Series kind = seriesOf(end);
    if (kind == Series.NETWORK && streamed.compareTo(SETTLED) >= 0) {
      return new ReconnectDelays(Series.NETWORK, 0, Duration.ZERO);
    }
    boolean firstDrop = kind == Series.NETWORK && !streamed.isZero() && failures == 0;
    if (firstDrop) {
      return new ReconnectDelays(Series.NETWORK, 1, Duration.ZERO);
    }
    int count = kind == series ? failures + 1 : 1;
    return new ReconnectDelays(kind, count, delay(kind, count, end));
  }

  private static Duration delay(Series kind, int count, StreamEnd end) {
    return switch (kind) {
      case NONE -> Duration.ZERO;
      case NETWORK -> min(NETWORK_STEP.multipliedBy(count), MAX_NETWORK_DELAY);
      case HTTP -> min(doubled(FIRST_HTTP, count), MAX_HTTP_DELAY);
      case RATE -> min(max(doubled(FIRST_RATE, count), untilReset(end)), MAX_RATE_DELAY);
      case QUOTA -> QUOTA_INTERVAL;
      case DAILY_LIMIT -> ((DailyLimitReached) end).resetIn();
    };
  }

  private static Series seriesOf(StreamEnd end) {
    if (end instanceof RateLimited) {
      return Series.RATE;
    }
    if (end instanceof DailyLimitReached) {
      return Series.DAILY_LIMIT;
    }
    if (end instanceof QuotaExhausted) {
      return Series.QUOTA;
    }
    boolean answered =
        end instanceof ServerFailure
            || end instanceof TooManyConnections
            || end instanceof Refused
            || end instanceof UnexpectedFailure;
    return answered ? Series.HTTP : Series.NETWORK;
  }

  private static Duration untilReset(StreamEnd end) {
    return end instanceof RateLimited limited
        ? limited.resetIn().orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  private static Duration doubled(Duration first, int count) {
    return first.multipliedBy(1L << Math.min(count - 1, MAX_DOUBLINGS));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
