package io.evilnet.ingest.place;

import java.util.Locale;

/** The places whose posts are counted in a city. */
public enum CityResolution {
  /** Cities only. */
  EXACT,
  /** Also points of interest and neighborhoods, in the known city that contains them. */
  CONTAINED;

  /** Returns the value of the setting. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
