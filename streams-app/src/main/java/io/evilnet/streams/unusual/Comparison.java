package io.evilnet.streams.unusual;

import static java.util.stream.Collectors.toSet;

import io.evilnet.streams.read.Area;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The result of a comparison of the newest windows with the hours before them.
 *
 * @param state the state
 * @param until end of the newest window of the comparison
 * @param hours number of past hours that were compared
 * @param cities number of compared cities
 * @param findings findings of all cities together, countries, regions and cities, each by score
 * @param usual the usual hour of each city, by city id
 */
public record Comparison(
    State state,
    Instant until,
    int hours,
    int cities,
    List<Finding> findings,
    Map<String, UsualHour> usual) {

  /** The state of a comparison: completed, or the reason for its absence. */
  public enum State {
    /** The comparison is complete. */
    COMPARED,
    /** Too few past hours are usable. */
    TOO_LITTLE_HISTORY,
    /** The newest windows have an outage or no posts. */
    NOTHING_RECENT;

    /** Returns the name in the API. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Comparison {
    findings = List.copyOf(findings);
    usual = Map.copyOf(usual);
  }

  /** Returns the findings that an earlier comparison did not contain. */
  public List<Finding> newSince(Comparison earlier) {
    Set<String> known = earlier.findings().stream().map(Finding::key).collect(toSet());
    return findings.stream().filter(finding -> !known.contains(finding.key())).toList();
  }

  /** Returns the findings of an area and of its regions and cities. */
  public List<Finding> in(Area area) {
    return findings.stream().filter(finding -> area.contains(finding.subject().area())).toList();
  }

  /** Returns a comparison without results. */
  static Comparison unavailable(State state, Instant until, int hours) {
    return new Comparison(state, until, hours, 0, List.of(), Map.of());
  }
}
