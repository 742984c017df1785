package io.evilnet.core;

/**
 * Parses the lines of X's stream: the fields needed for counting, in any order; skips all others.
 *
 * <p>The last of duplicate keys in an object wins, as in tree parsers. Posts in the usual format
 * are scanned byte by byte; all other lines are left to Jackson, which yields the same result for
 * every line. Safe for use by many threads.
 */
public final class TweetParser {

  private final KnownPlaces places = new KnownPlaces();

  /**
   * Parses a line; never throws, whatever the bytes are.
   *
   * @param line one line in UTF-8, with or without its line end
   */
  public StreamLine parse(byte[] line) {
    Tweet tweet = scan(line, 0, line.length);
    return tweet == null ? LineReader.read(line) : tweet;
  }

  /**
   * Returns the post in a line of the usual format, which {@link #parse} would return; null for any
   * other line.
   *
   * @param bytes with the line and any other bytes around it
   * @param from index of the line's first byte
   * @param to index after its last byte
   */
  public Tweet scan(byte[] bytes, int from, int to) {
    return PostScan.scan(bytes, from, to, places);
  }
}
