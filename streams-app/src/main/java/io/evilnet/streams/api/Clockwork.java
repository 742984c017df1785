package io.evilnet.streams.api;

import io.evilnet.core.DistinctUsers;
import io.evilnet.streams.read.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The time, and how it is cut into windows.
 *
 * @param window length of a window
 * @param grace how long after its end a window takes late posts
 * @param clock the time
 */
record Clockwork(Duration window, Duration grace, InstantSource clock) {

  Instant now() {
    return clock.instant();
  }

  /** The facts of a range, and how many users were active in it, each once. */
  Map<String, Object> facts(TimeRange range, DistinctUsers users) {
    Map<String, Object> facts = facts(range);
    facts.put("users", users.users());
    facts.put("users_error", users.error());
    return facts;
  }

  /** What whoever reads rows of a range has to know: which of its windows still grow. */
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
