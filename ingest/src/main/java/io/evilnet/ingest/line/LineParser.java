package io.evilnet.ingest.line;

import io.evilnet.core.Malformed;
import io.evilnet.core.StreamLine;
import io.evilnet.core.TweetParser;

/** Parser of raw lines. Thread-safe. */
public final class LineParser {

  private final TweetParser parser = new TweetParser();

  /** Parses a line; never throws. */
  public StreamLine parse(RawLine line) {
    if (line.isCut()) {
      return new Malformed(
          Malformed.Reason.TOO_LONG,
          "%d bytes, of which %d are kept".formatted(line.length(), line.bytes().length));
    }
    return parser.parse(line.bytes());
  }
}
