package io.evilnet.streams.unusual;

import io.evilnet.platform.format.Column;
import java.time.Instant;
import java.util.List;

/**
 * A city, region or country, or all cities together, with significantly more tweets than usual.
 *
 * @param subject the compared city or cities
 * @param since start of the first window of the rise
 * @param until end of the newest compared window
 * @param tweets from {@code since} to {@code until}
 * @param usual the usual number of tweets in that time
 * @param score distance from the usual number, in standard deviations
 */
public record Finding(
    Subject subject, Instant since, Instant until, long tweets, double usual, double score) {

  /** Columns of the API, of the command and of webhook reports. */
  public static final List<Column<Finding>> COLUMNS =
      List.of(
          Column.text("level", finding -> finding.subject().scope().label()),
          Column.text("city_id", finding -> finding.subject().cityId()),
          Column.text("city", finding -> finding.subject().name()),
          Column.text("country_code", finding -> finding.subject().countryCode()),
          Column.text("region", finding -> finding.subject().region()),
          Column.numeric("ratio", finding -> tenths(finding.ratio())),
          Column.number("tweets", Finding::tweets),
          Column.numeric("usual", finding -> tenths(finding.usual())),
          Column.time("since", Finding::since),
          Column.time("until", Finding::until),
          Column.numeric("score", finding -> tenths(finding.score())));

  private static final double TENTH = 10;

  /** Returns the identifier of the subject. */
  String key() {
    return subject.key();
  }

  /** Returns the ratio of the tweets to the usual number. */
  public double ratio() {
    return tweets / usual;
  }

  static double tenths(double value) {
    return Math.round(value * TENTH) / TENTH;
  }
}
