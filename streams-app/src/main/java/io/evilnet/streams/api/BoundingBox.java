package io.evilnet.streams.api;

import io.evilnet.core.City;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An area between two meridians and two parallels, in degrees, bounds included; across the date
 * line if {@code west} is greater than {@code east}, as in GeoJSON (RFC 7946).
 */
record BoundingBox(double west, double south, double east, double north) {

  /** As in the OpenAPI description. */
  private static final Pattern SYNTAX =
      Pattern.compile("-?\\d{1,3}(\\.\\d+)?(,-?\\d{1,3}(\\.\\d+)?){3}");

  private static final int LONGITUDE = 180;
  private static final int LATITUDE = 90;

  /** Parses {@code west,south,east,north}; returns empty if the text is invalid. */
  static Optional<BoundingBox> parse(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      return Optional.empty();
    }
    double[] bounds = Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    return isWithin(bounds[0], LONGITUDE)
            && isWithin(bounds[2], LONGITUDE)
            && isWithin(bounds[1], LATITUDE)
            && isWithin(bounds[3], LATITUDE)
            && bounds[1] <= bounds[3]
        ? Optional.of(new BoundingBox(bounds[0], bounds[1], bounds[2], bounds[3]))
        : Optional.empty();
  }

  private static boolean isWithin(double degrees, double limit) {
    return Math.abs(degrees) <= limit;
  }

  /** Returns true if the coordinates of a city are in the box. */
  boolean contains(City city) {
    boolean isBetween =
        west <= east
            ? city.longitude() >= west && city.longitude() <= east
            : city.longitude() >= west || city.longitude() <= east;
    return isBetween && city.latitude() >= south && city.latitude() <= north;
  }
}
