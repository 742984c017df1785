package io.evilnet.ingest.x;

import io.evilnet.core.StreamLine;
import io.evilnet.ingest.line.RawLine;
import java.io.IOException;

/** Consumer of the lines of a stream. Called on the reader's thread. */
public interface LineSink {

  /**
   * Accepts a line.
   *
   * @return the parsed line
   * @throws IOException if it cannot be stored, which stops the reader
   */
  StreamLine accept(RawLine line) throws IOException;

  /** Flushes the accepted lines; called before the reader blocks. */
  void flush() throws IOException;
}
