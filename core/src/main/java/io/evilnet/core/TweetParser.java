package io.evilnet.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Arrays;

/**
 * Parses the lines of X's stream: the fields needed for counting, in any order; skips all others.
 *
 * <p>The last of duplicate keys in an object wins, as in tree parsers. Posts in the usual format
 * are scanned byte by byte; all other lines are parsed by Jackson, with the same result for every
 * line. Thread-safe.
 */
public final class TweetParser {

  private static final byte[] BEFORE_ID = "{\"id\":\"".getBytes(US_ASCII);

  private final KnownPlaces places = new KnownPlaces();

  /**
   * Parses a line; never throws.
   *
   * @param line one line in UTF-8, with or without its line end
   */
  public StreamLine parse(byte[] line) {
    Tweet tweet = scan(line, 0, line.length);
    return tweet == null ? LineReader.read(line) : tweet;
  }

  /**
   * Returns the post in a line of the usual format, equal to that of {@link #parse}; null for any
   * other line.
   *
   * @param bytes bytes that contain the line
   * @param from index of the line's first byte
   * @param to index after its last byte
   */
  public Tweet scan(byte[] bytes, int from, int to) {
    return PostScan.scan(bytes, from, to, places);
  }

  /**
   * Parses a place; never throws. The place is cached if the object begins with its id, as that of
   * {@link Place#toJson}.
   *
   * @param object an object of {@code includes.places} in UTF-8
   * @return null if it is not an object with a usable id
   */
  public Place place(byte[] object) {
    int idFrom = BEFORE_ID.length;
    int idTo = Math.min(idFrom, object.length);
    if (Arrays.equals(object, 0, idTo, BEFORE_ID, 0, idFrom)) {
      while (idTo < object.length && object[idTo] != '"') {
        idTo++;
      }
      KnownPlaces.Entry known = places.find(object, idFrom, idTo, 0);
      if (known != null && known.length() == object.length) {
        return known.place();
      }
    }
    Place place;
    try {
      place = LineReader.readPlace(object, 0, object.length);
    } catch (IOException e) {
      return null;
    }
    if (place != null) {
      places.add(object, idFrom, idTo, 0, object.length, place);
    }
    return place;
  }
}
