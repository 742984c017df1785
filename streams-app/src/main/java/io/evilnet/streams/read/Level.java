package io.evilnet.streams.read;

import java.util.Locale;

/** The levels of areas above cities. */
public enum Level {
  COUNTRY {
    @Override
    public Area of(Area area) {
      return Area.country(area.countryCode());
    }
  },
  /** Cities without a region form one area per country. */
  REGION {
    @Override
    public Area of(Area area) {
      return area;
    }
  };

  /** Returns the name in messages, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the area of this level which contains the smallest area of a city. */
  public abstract Area of(Area area);
}
