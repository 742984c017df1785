package io.evilnet.streams.unusual;

import io.evilnet.platform.format.Column;
import java.util.List;

/**
 * Tweets of a city in the last hour, and how many of them there usually are.
 *
 * @param cityId place id of X
 * @param city its name
 * @param windows of the last hour that were compared, without outages and those without posts
 * @param tweets in these windows
 * @param usual in the same windows
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
