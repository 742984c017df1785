package io.evilnet.ingest.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/**
 * Finds the valid frames of a segment and skips other bytes: corruption invalidates only the
 * affected frames, even if it affects a length. Confined to one thread.
 */
final class FrameScanner {

  private static final int WINDOW_BYTES = 256 * 1024;

  private final RandomAccessFile file;
  private final long size;
  private byte[] window = new byte[WINDOW_BYTES];
  private long begin;
  private int length;

  /**
   * Scans the first {@code size} bytes of a segment.
   *
   * @param file the segment; not closed
   */
  FrameScanner(RandomAccessFile file, long size) {
    this.file = file;
    this.size = size;
  }

  /**
   * Returns the position of the first valid frame at or after {@code from}; the size if there is
   * none.
   */
  long next(long from) throws IOException {
    for (long at = from; size - at >= FrameCodec.FIXED_BYTES; at++) {
      ensure(at, FrameCodec.FIXED_BYTES);
      if (FrameCodec.isPlausible(window, (int) (at - begin), size - at) && isValid(at)) {
        return at;
      }
    }
    return size;
  }

  /** Returns the position after the valid frame at {@code at}. */
  long endOf(long at) throws IOException {
    return at + FrameCodec.HEADER_BYTES + payload(at);
  }

  /** Returns whether the segment contains the complete frame whose header is at {@code at}. */
  boolean isWhole(long at) throws IOException {
    if (size - at < FrameCodec.FIXED_BYTES) {
      return false;
    }
    int payload = payload(at);
    return payload >= FrameCodec.MIN_PAYLOAD && payload <= size - at - FrameCodec.HEADER_BYTES;
  }

  private boolean isValid(long at) throws IOException {
    int payload = payload(at);
    ensure(at, FrameCodec.HEADER_BYTES + payload);
    return FrameCodec.isValid(window, (int) (at - begin), payload);
  }

  private int payload(long at) throws IOException {
    ensure(at, FrameCodec.HEADER_BYTES);
    return ByteBuffer.wrap(window).getInt((int) (at - begin));
  }

  /** Loads the bytes of the segment from {@code at} into the window. */
  private void ensure(long at, int bytes) throws IOException {
    if (at >= begin && at + bytes <= begin + length) {
      return;
    }
    if (bytes > window.length) {
      window = new byte[bytes];
    }
    begin = at;
    length = (int) Math.min(window.length, size - at);
    file.seek(at);
    file.readFully(window, 0, length);
  }
}
