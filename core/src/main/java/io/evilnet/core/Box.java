package io.evilnet.core;

/**
 * A bounding box in degrees. It crosses the 180th meridian if {@code west} is greater than {@code
 * east}.
 */
public record Box(double west, double south, double east, double north) {

  private static final double FULL_CIRCLE = 360;
  private static final double HALF_CIRCLE = 180;

  /** Returns true if it crosses the 180th meridian. */
  public boolean crossesAntimeridian() {
    return west > east;
  }

  /** Returns the latitude of the center, in degrees north. */
  public double middleLatitude() {
    return (south + north) / 2;
  }

  /** Returns the longitude of the center, in degrees east. */
  public double middleLongitude() {
    if (!crossesAntimeridian()) {
      return (west + east) / 2;
    }
    double middle = (west + east + FULL_CIRCLE) / 2;
    return middle > HALF_CIRCLE ? middle - FULL_CIRCLE : middle;
  }

  /** Returns true if a point is within the box or on its edge. */
  public boolean contains(double latitude, double longitude) {
    boolean isBetween =
        crossesAntimeridian()
            ? longitude >= west || longitude <= east
            : longitude >= west && longitude <= east;
    return isBetween && latitude >= south && latitude <= north;
  }
}
