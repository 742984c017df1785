package io.evilnet.streams.unusual;

import static java.util.stream.Collectors.toSet;

import io.evilnet.streams.read.Area;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Result of comparing the newest windows with the hours before them.
 *
 * @param state whether a comparison was possible
 * @param until end of the newest window that was compared, or could have been
 * @param hours hours of the past that it was compared with
 * @param cities how many cities were compared
 * @param findings what is unusual: all cities together, countries, regions, cities, each by score
 * @param usual the usual hour of every city, by its id
 */
public record Comparison(
    State state,
    Instant until,
    int hours,
    int cities,
    List<Finding> findings,
    Map<String, UsualHour> usual) {

  /** The state of a comparison: made, or the reason it was not. */
  public enum State {
    /** Made. */
    COMPARED,
    /** Too few hours of the past are known. */
    TOO_LITTLE_HISTORY,
    /** There was an outage in the newest windows, or they have no posts. */
    NOTHING_RECENT;

    /** Name in the API. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Comparison {
    findings = List.copyOf(findings);
    usual = Map.copyOf(usual);
  }

  /** The findings that an earlier comparison did not have. */
  public List<Finding> begunSince(Comparison earlier) {
    Set<String> known = earlier.findings().stream().map(Finding::key).collect(toSet());
    return findings.stream().filter(finding -> !known.contains(finding.key())).toList();
  }

  /** The findings of an area, the regions and the cities in it. */
  public List<Finding> in(Area area) {
    return findings.stream().filter(finding -> area.contains(finding.subject().area())).toList();
  }

  /** A comparison that was not possible. */
  static Comparison impossible(State state, Instant until, int hours) {
    return new Comparison(state, until, hours, 0, List.of(), Map.of());
  }
}
