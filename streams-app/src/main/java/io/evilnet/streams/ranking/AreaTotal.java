package io.evilnet.streams.ranking;

import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;
import io.evilnet.streams.read.Area;

/**
 * The totals of a country or region in a range.
 *
 * @param region name of the region; null for a country, and for cities without a region
 * @param cities number of cities with a tweet
 * @param counts sums over these cities, with distinct users
 * @param users the distinct users with their bounds
 */
public record AreaTotal(Area area, String region, long cities, Counts counts, DistinctUsers users) {

  /** Returns the ISO 3166-1 alpha-2 code of the country. */
  public String countryCode() {
    return area.countryCode();
  }
}
