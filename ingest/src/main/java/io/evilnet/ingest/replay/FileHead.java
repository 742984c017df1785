package io.evilnet.ingest.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Arrays;

/** Peeks at the first bytes of a stream. */
final class FileHead {

  private FileHead() {}

  /** Returns up to {@code length} bytes; fewer if the stream ends or is corrupt before. */
  static byte[] peek(BufferedInputStream in, int length) throws IOException {
    in.mark(length);
    byte[] head = new byte[length];
    int size = 0;
    try {
      for (int read = 0; read >= 0 && size < length; size += Math.max(0, read)) {
        read = in.read(head, size, length - size);
      }
    } catch (DamagedFileException recurring) {
      // The error recurs when the preceding data has been read.
    }
    in.reset();
    return Arrays.copyOf(head, size);
  }
}
