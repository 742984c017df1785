package io.evilnet.ingest.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Arrays;

/** The first bytes of a stream, looked at and left where they are. */
final class FileHead {

  private FileHead() {}

  /** Up to {@code length} bytes; fewer when the stream ends or breaks off before. */
  static byte[] peek(BufferedInputStream in, int length) throws IOException {
    in.mark(length);
    byte[] head = new byte[length];
    int size = 0;
    try {
      for (int read = 0; read >= 0 && size < length; size += Math.max(0, read)) {
        read = in.read(head, size, length - size);
      }
    } catch (DamagedFileException again) {
      // It comes again once what stands before it has been read.
    }
    in.reset();
    return Arrays.copyOf(head, size);
  }
}
