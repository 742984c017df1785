package io.evilnet.streams.api;

import io.evilnet.core.DistinctUsers;
import io.evilnet.core.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The clock, the window length and the grace period.
 *
 * @param window length of a window
 * @param grace the grace period
 * @param clock the current time
 */
record Clockwork(Duration window, Duration grace, InstantSource clock) {

  private static final Duration HOUR = Duration.ofHours(1);

  Instant now() {
    return clock.instant();
  }

  /** Returns the range of {@code last=1h}: the windows up to the current one. */
  TimeRange lastHour() {
    Instant end = Windows.floor(now(), window).plus(window);
    return Windows.from(end.minus(HOUR), end, window);
  }

  /** Returns the facts of a range and its distinct users. */
  Map<String, Object> facts(TimeRange range, DistinctUsers users) {
    Map<String, Object> facts = facts(range);
    facts.put("users", users.users());
    facts.put("users_error", users.error());
    return facts;
  }

  /** Returns the facts of a range, by which its windows are open, provisional or closed. */
  Map<String, Object> facts(TimeRange range) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("from", range.from());
    facts.put("to", range.to());
    facts.put("now", now());
    facts.put("window_seconds", window.toSeconds());
    facts.put("grace_seconds", grace.toSeconds());
    return facts;
  }
}
