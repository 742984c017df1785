package io.evilnet.streams.ranking;

import static java.util.Comparator.comparingLong;

import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;
import io.evilnet.platform.format.Column;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The totals of a country or region in a range.
 *
 * @param region name of the region; null for a country, and for cities without a region
 * @param cities number of cities with a tweet
 * @param counts sums over these cities, with distinct users
 * @param users the distinct users with their bounds
 */
public record AreaTotal(Area area, String region, long cities, Counts counts, DistinctUsers users) {

  /** Returns the order of a ranking; equal values by name. */
  static Comparator<AreaTotal> order(Metric metric, Side side) {
    Comparator<AreaTotal> byValue = comparingLong(total -> metric.of(total.counts()));
    return (side == Side.TOP ? byValue.reversed() : byValue)
        .thenComparing(AreaTotal::countryCode)
        .thenComparing(total -> total.area().region());
  }

  /** Returns the columns of totals of areas of a level. */
  public static List<Column<AreaTotal>> columns(Level level) {
    List<Column<AreaTotal>> columns = new ArrayList<>();
    columns.add(Column.text("country_code", AreaTotal::countryCode));
    if (level == Level.REGION) {
      columns.add(Column.text("region", AreaTotal::region));
    }
    columns.add(Column.number("cities", AreaTotal::cities));
    columns.add(Column.number("tweets", total -> total.counts().tweets()));
    columns.add(Column.number("retweets", total -> total.counts().retweets()));
    columns.add(Column.number("users", total -> total.counts().users()));
    columns.add(Column.error("users_error", total -> total.users().error()));
    return columns;
  }

  /** Returns the ISO 3166-1 alpha-2 code of the country. */
  public String countryCode() {
    return area.countryCode();
  }
}
