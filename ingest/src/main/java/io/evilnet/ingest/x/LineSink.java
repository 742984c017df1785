package io.evilnet.ingest.x;

import io.evilnet.core.StreamLine;
import io.evilnet.ingest.line.RawLine;
import java.io.IOException;

/** Who takes the lines of the stream. Called on the reader's thread. */
public interface LineSink {

  /**
   * Takes a line.
   *
   * @return what it turned out to be
   * @throws IOException if it cannot be kept: the reader stops then
   */
  StreamLine accept(RawLine line) throws IOException;

  /** Makes safe what was taken; called before the reader waits for more. */
  void flush() throws IOException;
}
