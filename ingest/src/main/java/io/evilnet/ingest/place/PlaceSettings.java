package io.evilnet.ingest.place;

import java.time.Duration;

/**
 * Settings of the resolution of places.
 *
 * @param cityResolution the places whose posts are counted in a city
 * @param retweetCity the cities that receive native retweets
 * @param retention time for which the cities of posts are kept for their retweets
 */
public record PlaceSettings(
    CityResolution cityResolution, RetweetCity retweetCity, Duration retention) {

  public PlaceSettings {
    if (retention.isNegative()) {
      throw new IllegalArgumentException("retention must not be negative, but is " + retention);
    }
  }

  /** Settings without cities of retweets. */
  public PlaceSettings(CityResolution cityResolution) {
    this(cityResolution, RetweetCity.NONE, Duration.ZERO);
  }

  /** Returns whether the resolution requires the cities of earlier posts. */
  boolean needsKnownCities() {
    return cityResolution == CityResolution.CONTAINED || retweetCity == RetweetCity.ORIGINAL;
  }
}
