package io.evilnet.ingest.line;

import io.evilnet.core.Malformed;
import io.evilnet.core.StreamLine;
import io.evilnet.core.TweetParser;

/** Says what a raw line is. Safe for use by many threads. */
public final class LineParser {

  private final TweetParser parser = new TweetParser();

  /** What the line is; never throws, whatever its bytes are. */
  public StreamLine parse(RawLine line) {
    if (line.isCut()) {
      return new Malformed(
          Malformed.Reason.TOO_LONG,
          "%d bytes, of which %d are kept".formatted(line.length(), line.bytes().length));
    }
    return parser.parse(line.bytes());
  }
}
