package io.evilnet.ingest.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The file that says how far Kafka has acknowledged the spool.
 *
 * <p>It has two slots that are overwritten in turn: a write that is torn leaves the other one, and
 * a disk that is full can still take it, which is what makes room again.
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

  /** Opens the cursor of a spool; one that is new holds nothing yet. */
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

  /** What it says; empty when neither slot can be trusted. */
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
   * @param durable whether it has to be on the disk itself before this returns
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
