package io.evilnet.streams.unusual;

import io.evilnet.platform.format.Column;
import java.util.List;

/**
 * The tweets of a city in the last hour, and their usual number.
 *
 * @param cityId place id of X
 * @param city its name
 * @param windows number of compared windows of the last hour, with posts and without outages
 * @param tweets number of tweets in these windows
 * @param usual usual number of tweets in these windows
 */
public record UsualHour(String cityId, String city, int windows, long tweets, double usual) {

  /** Columns of the API. */
  public static final List<Column<UsualHour>> COLUMNS =
      List.of(
          Column.text("city_id", UsualHour::cityId),
          Column.text("city", UsualHour::city),
          Column.number("windows", UsualHour::windows),
          Column.number("tweets", UsualHour::tweets),
          Column.numeric("usual", hour -> Finding.tenths(hour.usual())));
}
