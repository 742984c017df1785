package io.evilnet.ingest.place;

import io.evilnet.core.Place;

/**
 * A city that occurred in a post.
 *
 * @param place a place of type {@code city}
 * @param json {@link Place#toJson} of it
 */
record KnownCity(Place place, String json) {

  static KnownCity of(Place place) {
    return new KnownCity(place, place.toJson());
  }
}
