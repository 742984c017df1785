package io.evilnet.core;

import java.io.IOException;
import java.util.Arrays;

/** Reads the place of a post from {@code includes.places}, through a cache keyed by its bytes. */
final class PlaceScan {

  private static final JsonName ID = new JsonName("id");

  private PlaceScan() {}

  /**
   * Reads the place at the cursor and moves past it.
   *
   * @param idFrom the index in the line of the first byte of the id of the post's place
   * @param idTo the index after the id's last byte
   * @param known the cache of parsed places
   * @return null if it is not the post's place
   */
  static Place scan(JsonCursor json, int idFrom, int idTo, KnownPlaces known) throws UnusualJson {
    byte[] line = json.bytes();
    int from = json.position();
    KnownPlaces.Entry entry = known.find(line, idFrom, idTo, from);
    if (entry != null) {
      json.moveTo(from + entry.length());
      return entry.place();
    }
    if (!skipPlace(json, idFrom, idTo)) {
      return null;
    }
    Place place = read(line, from, json.position());
    if (place != null) {
      known.add(line, idFrom, idTo, from, json.position(), place);
    }
    return place;
  }

  /** Skips a place; returns true if it has the id. */
  private static boolean skipPlace(JsonCursor json, int idFrom, int idTo) throws UnusualJson {
    byte[] line = json.bytes();
    boolean named = false;
    boolean hasId = false;
    for (boolean more = json.openObject(); more; more = json.nextMember()) {
      if (json.acceptName(ID)) {
        JsonCursor.expect(!named);
        named = true;
        json.readPlainString();
        hasId = Arrays.equals(line, json.textFrom(), json.textTo(), line, idFrom, idTo);
      } else {
        json.skipMember();
      }
    }
    return hasId;
  }

  private static Place read(byte[] line, int from, int to) throws UnusualJson {
    Place place;
    try {
      place = LineReader.readPlace(line, from, to);
    } catch (IOException e) {
      throw new UnusualJson();
    }
    // Without a country code, the country depends on the matching rules.
    JsonCursor.expect(place == null || !place.city().countryCode().isEmpty());
    return place;
  }
}
