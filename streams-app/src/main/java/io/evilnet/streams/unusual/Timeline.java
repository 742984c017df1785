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
 * Windows that have ended with the tweets of all cities.
 *
 * @param windows the windows
 * @param usable those with posts and without an outage
 * @param settled those of them that accept no late posts any more
 * @param cities all cities that have a tweet in a recent one of them
 * @param areas their countries and regions
 */
record Timeline(
    Windows windows, BitSet usable, BitSet settled, List<SubjectTweets> cities, Areas areas) {

  /** Tweets of all cities together. */
  int[] total() {
    return sum(cities);
  }

  /**
   * Tweets of the countries or regions with several cities; without a region of all cities of its
   * country and a country of all cities, which have the same sum, and without cities that have no
   * region or an unknown country.
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
