package io.evilnet.ingest.spool;

import io.evilnet.ingest.line.ReceivedLine;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reading side of the spool, in the order of appending. Confined to one thread. */
public final class SpoolReader implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolReader.class);

  private static final int BUFFER_BYTES = 256 * 1024;

  private final SegmentFiles files;
  private final SpoolState state;
  private RandomAccessFile file;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int begin;
  private int end;

  /** The last line; null before the first one. */
  private ReceivedLine last;

  /** Position of the byte at {@code begin}. */
  private SpoolPosition position;

  SpoolReader(SegmentFiles files, SpoolState state) {
    this.files = files;
    this.state = state;
    this.position = state.acknowledged();
  }

  /** Returns the next line; null if none arrives within {@code timeout}. */
  public SpooledLine poll(Duration timeout) throws IOException, InterruptedException {
    SpooledLine line = next();
    if (line == null) {
      state.awaitMore(position.segment(), position.offset() + end - begin, timeout);
      line = next();
    }
    return line;
  }

  /** Moves back to an earlier position. */
  public void rewind(SpoolPosition to) throws IOException {
    close();
    position = to;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
    begin = 0;
    end = 0;
  }

  private SpooledLine next() throws IOException {
    while (true) {
      if (ensure(FrameCodec.HEADER_BYTES)) {
        int payload = ByteBuffer.wrap(buffer).getInt(begin);
        if (payload < FrameCodec.MIN_PAYLOAD
            || !ensure((long) FrameCodec.HEADER_BYTES + payload)
            || !FrameCodec.isValid(buffer, begin, payload)) {
          skipCorruptBytes();
          continue;
        }
        int frame = begin;
        advance(FrameCodec.HEADER_BYTES + payload);
        last = FrameCodec.decode(buffer, frame, payload, last);
        return new SpooledLine(last, position);
      }
      long following = state.after(position.segment());
      if (following < 0) {
        return null;
      }
      // Checked again, as it may have grown between the two calls.
      if (state.size(position.segment()) <= position.offset() + end - begin) {
        skipRest();
        rewind(new SpoolPosition(following, 0));
      }
    }
  }

  /**
   * Loads the next {@code bytes} bytes into the buffer; returns false if they are not written yet.
   */
  private boolean ensure(long bytes) throws IOException {
    if (end - begin >= bytes) {
      return true;
    }
    long available = state.size(position.segment()) - position.offset() - (end - begin);
    if (end - begin + available < bytes) {
      return false;
    }
    makeRoom(Math.toIntExact(bytes));
    if (file == null) {
      file = files.openForReading(position.segment());
    }
    file.seek(position.offset() + end - begin);
    int count = (int) Math.min(available, buffer.length - end);
    file.readFully(buffer, end, count);
    end += count;
    return true;
  }

  private void makeRoom(int bytes) {
    byte[] target = bytes > buffer.length ? new byte[bytes] : buffer;
    System.arraycopy(buffer, begin, target, 0, end - begin);
    end -= begin;
    begin = 0;
    buffer = target;
  }

  private void advance(long bytes) throws IOException {
    position = new SpoolPosition(position.segment(), position.offset() + bytes);
    if (bytes <= end - begin) {
      begin += (int) bytes;
    } else {
      begin = 0;
      end = 0;
    }
  }

  private void skipCorruptBytes() throws IOException {
    long size = state.size(position.segment());
    skip(new FrameScanner(file, size).next(position.offset() + 1) - position.offset());
  }

  private void skip(long bytes) throws IOException {
    LOG.error(
        "Skipping {} corrupt bytes of the spool: segment {} at offset {}",
        bytes,
        position.segment(),
        position.offset());
    state.damaged(bytes);
    advance(bytes);
  }

  private void skipRest() throws IOException {
    long rest = state.size(position.segment()) - position.offset();
    if (rest > 0) {
      skip(rest);
    }
  }
}
