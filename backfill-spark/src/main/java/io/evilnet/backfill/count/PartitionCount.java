package io.evilnet.backfill.count;

import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountedTweet;
import io.evilnet.core.CountingRules;
import io.evilnet.core.SketchKeys;
import io.evilnet.core.StreamLine;
import io.evilnet.core.TimeRange;
import io.evilnet.core.Tweet;
import io.evilnet.core.UserSketch;
import io.evilnet.core.WindowCounts;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The counts of one partition of {@code tweets} over a range of windows.
 *
 * <p>Counts by the rules of the stream, except that posts that arrived after the grace period are
 * counted.
 */
final class PartitionCount {

  private final WindowCounts counts = new WindowCounts();
  private final Map<String, City> cities = new HashMap<>();
  private final CountingRules rules;
  private final TimeRange range;
  private final long firstUncounted;
  private final SketchKeys sketchKeys;
  private final Set<Instant> uncounted = new HashSet<>();
  private long posts;
  private long counted;
  private long unresolved;
  private long duplicates;
  private long dead;
  private long outside;

  /**
   * @param firstUncounted the first offset that the stream has not counted
   */
  PartitionCount(CountingRules rules, TimeRange range, long firstUncounted, SketchKeys sketchKeys) {
    this.rules = rules;
    this.range = range;
    this.firstUncounted = firstUncounted;
    this.sketchKeys = sketchKeys;
  }

  /**
   * Counts the next record of the partition.
   *
   * @param line null for a record without a value
   * @param arrival the record's timestamp
   */
  void accept(StreamLine line, Instant arrival, long offset) {
    posts++;
    if (line instanceof Tweet tweet && !rules.isAhead(tweet, arrival)) {
      count(tweet, offset >= firstUncounted);
    } else {
      dead++;
    }
  }

  private void count(Tweet tweet, boolean uncountedByStream) {
    City city = rules.cityOf(tweet);
    CountedTweet placed = rules.place(tweet, city);
    if (!range.contains(placed.windowStart())) {
      outside++;
    } else if (!counts.add(placed)) {
      duplicates++;
    } else {
      if (uncountedByStream) {
        uncounted.add(placed.windowStart());
      }
      note(city);
      if (placed.contained()) {
        cities.put(City.CONTAINED.id(), City.CONTAINED);
      }
      if (placed.retweetedCityId() != null) {
        cities.put(placed.retweetedCityId(), rules.retweetedCityOf(tweet));
      }
    }
  }

  private void note(City city) {
    if (city.equals(City.UNRESOLVED)) {
      unresolved++;
    } else {
      cities.put(city.id(), city);
      counted++;
    }
  }

  /** Returns the starts of the windows that have a tweet. */
  Set<Instant> windowStarts() {
    return counts.windowStarts();
  }

  /** Returns the starts of the windows that have a tweet that the stream has not counted. */
  Set<Instant> uncounted() {
    return uncounted;
  }

  /** Returns the partial counts of this partition in a window. */
  WindowTotals totals(Instant windowStart) {
    Map<String, CityCounts> totals = new HashMap<>();
    for (String id : counts.cityIds(windowStart)) {
      CityWindow key = new CityWindow(windowStart, id);
      City city = cities.getOrDefault(id, City.UNRESOLVED);
      UserSketch users = key.isOfRealCity() ? users(key) : UserSketch.NONE;
      totals.put(id, new CityCounts(city, counts.counts(key), users));
    }
    return new WindowTotals(totals);
  }

  private UserSketch users(CityWindow key) {
    return sketchKeys
        .of(key.windowStart())
        .map(sketchKey -> counts.users(key, sketchKey))
        .orElse(UserSketch.NONE);
  }

  Tally tally() {
    return new Tally(posts, counted, unresolved, duplicates, dead, outside);
  }
}
