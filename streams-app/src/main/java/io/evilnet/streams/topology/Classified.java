package io.evilnet.streams.topology;

import io.evilnet.core.StreamLine;

/** A record of {@code tweets} with what it turned out to be. */
final class Classified {

  private final byte[] raw;
  private final StreamLine line;

  Classified(byte[] raw, StreamLine line) {
    this.raw = raw;
    this.line = line;
  }

  /** The value as it came; null when there was none. Not a copy. */
  byte[] raw() {
    return raw;
  }

  /** A tweet, or why it is none. */
  StreamLine line() {
    return line;
  }
}
