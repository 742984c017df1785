package io.evilnet.streams.unusual;

import io.evilnet.platform.format.Column;
import java.util.List;

/**
 * Tweets of a city in the last hour, and how many of them there usually are.
 *
 * @param cityId place id of X
 * @param city its name
 * @param tweets in the windows of the last hour that have ended, without outages
 * @param usual in the same windows
 */
public record UsualHour(String cityId, String city, long tweets, double usual) {

  /** Columns of the API. */
  public static final List<Column<UsualHour>> COLUMNS =
      List.of(
          Column.text("city_id", UsualHour::cityId),
          Column.text("city", UsualHour::city),
          Column.number("tweets", UsualHour::tweets),
          Column.numeric("usual", hour -> Finding.tenths(hour.usual())));
}
