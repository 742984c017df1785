package io.evilnet.streams.unusual;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.evilnet.core.CountryCode;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;
import io.evilnet.streams.read.Level;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Ended windows with the tweets of all cities.
 *
 * @param windows the windows
 * @param usable windows with posts and without an outage
 * @param settled usable windows that accept no more late posts
 * @param cities all cities with a tweet in a recent window
 * @param areas their countries and regions
 */
record Timeline(
    Windows windows, BitSet usable, BitSet settled, List<SubjectTweets> cities, Areas areas) {

  /** Returns the tweets of all cities together. */
  int[] total() {
    return sum(cities);
  }

  /**
   * Returns the tweets of the countries or regions with several cities. Excludes a region of all
   * cities of its country and a country of all cities, which have the same sum, as well as cities
   * without a region or of an unknown country.
   */
  List<SubjectTweets> areas(Level level) {
    Map<Area, List<SubjectTweets>> byArea =
        cities.stream().collect(groupingBy(city -> level.of(city.subject().area())));
    Map<Area, Long> ofCountry =
        cities.stream()
            .collect(groupingBy(city -> Level.COUNTRY.of(city.subject().area()), counting()));
    return byArea.entrySet().stream()
        .filter(area -> isKnown(area.getKey()) && area.getKey().level() == level)
        .filter(
            area -> {
              long around =
                  level == Level.COUNTRY
                      ? cities.size()
                      : ofCountry.get(Level.COUNTRY.of(area.getKey()));
              return area.getValue().size() > 1 && area.getValue().size() < around;
            })
        .map(area -> new SubjectTweets(Subject.area(area.getKey(), areas), sum(area.getValue())))
        .toList();
  }

  private static boolean isKnown(Area area) {
    return !area.equals(Area.UNKNOWN) && CountryCode.isKnown(area.countryCode());
  }

  private int[] sum(List<SubjectTweets> parts) {
    int[] sum = new int[windows.size()];
    for (SubjectTweets part : parts) {
      int[] tweets = part.tweets();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += tweets[i];
      }
    }
    return sum;
  }
}
