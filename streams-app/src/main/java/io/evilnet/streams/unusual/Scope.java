package io.evilnet.streams.unusual;

import java.util.Locale;

/** The extent of a subject of a comparison. */
public enum Scope {
  /** All cities together. */
  WORLD,
  COUNTRY,
  REGION,
  CITY;

  /** Returns the name in the API, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
