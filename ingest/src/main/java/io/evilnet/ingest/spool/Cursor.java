package io.evilnet.ingest.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * File with the position up to which Kafka has acknowledged the spool.
 *
 * <p>Its two slots are overwritten alternately: a torn write leaves the other slot intact, and
 * overwriting is possible on a full disk, which is the precondition for freeing space.
 */
final class Cursor implements Closeable {

  private static final int SLOTS = 2;
  private static final int CHECKED_BYTES = 3 * Long.BYTES;
  private static final int SLOT_BYTES = CHECKED_BYTES + Long.BYTES;

  private final RandomAccessFile file;
  private long sequence;

  private Cursor(RandomAccessFile file) {
    this.file = file;
  }

  /** Opens the cursor of a spool; a new one is empty. */
  static Cursor open(Path directory) throws IOException {
    RandomAccessFile file = new RandomAccessFile(directory.resolve("cursor").toFile(), "rw");
    try {
      if (file.length() < SLOTS * SLOT_BYTES) {
        file.seek(0);
        file.write(new byte[SLOTS * SLOT_BYTES]);
        file.getFD().sync();
      }
      return new Cursor(file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Returns the stored position; empty if neither slot is valid. */
  Optional<SpoolPosition> load() throws IOException {
    byte[] bytes = new byte[SLOTS * SLOT_BYTES];
    file.seek(0);
    file.readFully(bytes);
    SpoolPosition newest = null;
    for (int slot = 0; slot < SLOTS; slot++) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, slot * SLOT_BYTES, SLOT_BYTES);
      long checksum = checksum(bytes, slot * SLOT_BYTES);
      long slotSequence = buffer.getLong();
      SpoolPosition position = new SpoolPosition(buffer.getLong(), buffer.getLong());
      if (buffer.getLong() == checksum && slotSequence > sequence) {
        newest = position;
        sequence = slotSequence;
      }
    }
    return Optional.ofNullable(newest);
  }

  /**
   * Stores a position.
   *
   * @param durable whether it is forced to the disk
   */
  void store(SpoolPosition position, boolean durable) throws IOException {
    long next = sequence + 1;
    ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
    slot.putLong(next).putLong(position.segment()).putLong(position.offset());
    slot.putLong(checksum(slot.array(), 0));
    file.seek(next % SLOTS * SLOT_BYTES);
    file.write(slot.array());
    if (durable) {
      file.getFD().sync();
    }
    sequence = next;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static long checksum(byte[] bytes, int offset) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, CHECKED_BYTES);
    return crc.getValue();
  }
}
