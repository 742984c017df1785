package io.evilnet.ingest.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Input stream that counts the bytes read. */
final class CountingInput extends FilterInputStream {

  private long count;
  private boolean atEnd;

  CountingInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count += Math.max(0, read);
    atEnd = read < 0;
    return read;
  }

  /** Returns the number of bytes read. */
  long count() {
    return count;
  }

  /** Returns whether a read has reached the end. */
  boolean isAtEnd() {
    return atEnd;
  }
}
