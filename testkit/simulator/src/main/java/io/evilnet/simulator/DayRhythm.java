package io.evilnet.simulator;

import java.time.Instant;
import java.time.ZoneOffset;

/** Share of active authors by the hour of the day at their longitude; an invented curve. */
final class DayRhythm {

  /** From midnight on; the evening is the busiest. */
  private static final double[] BY_HOUR = {
    .35, .22, .15, .1, .08, .1, .18, .32, .48, .58, .64, .68, .72, .72, .7, .7, .72, .78, .85, .93,
    1, .98, .8, .55
  };

  private static final double DEGREES_PER_HOUR = 15;

  private DayRhythm() {}

  /**
   * Returns the activity at a time, relative to the busiest hour.
   *
   * @param longitude degrees east, -180 to 180
   * @return above 0, at most 1
   */
  static double activity(Instant now, double longitude) {
    double utcHour = now.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 3600.0;
    int localHour = (int) Math.floor(utcHour + longitude / DEGREES_PER_HOUR);
    return BY_HOUR[Math.floorMod(localHour, BY_HOUR.length)];
  }
}
