package io.evilnet.core;

/**
 * Reads the lines of X's stream: the few fields that are counted, in any order, past whatever else
 * is there.
 *
 * <p>When a key stands twice in an object the last one holds, as in any tree parser. Posts in their
 * ordinary shape are scanned byte by byte; every other line is left to Jackson, which would say the
 * same of all of them. Safe for use by many threads.
 */
public final class TweetParser {

  private final KnownPlaces places = new KnownPlaces();

  /**
   * What a line is; never throws, whatever the bytes are.
   *
   * @param line one line in UTF-8, with or without its line end
   */
  public StreamLine parse(byte[] line) {
    Tweet tweet = scan(line);
    return tweet == null ? LineReader.read(line) : tweet;
  }

  /** The post in a line of the ordinary shape; null for any other line. */
  Tweet scan(byte[] line) {
    return PostScan.scan(line, places);
  }
}
