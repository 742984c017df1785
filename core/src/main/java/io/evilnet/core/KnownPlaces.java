package io.evilnet.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A bounded cache of places, keyed by the bytes of their JSON objects: comparing bytes is many
 * times faster than parsing, and most posts are from few places.
 *
 * <p>A set-associative table, indexed by the place's id, with FIFO eviction within a set.
 * Thread-safe: entries are immutable, and the place of a lost update is parsed again.
 */
final class KnownPlaces {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * Many more sets than X has large cities, since places that share a full set may be parsed each
   * time.
   */
  private static final int SET_BITS = 12;

  private static final int WAYS = 4;

  /** X's objects are 200 to 400 bytes long. */
  private static final int MAX_OBJECT_BYTES = 1024;

  /** Places with shorter ids are not cached. */
  private static final int MIN_ID_BYTES = Long.BYTES;

  private static final long MIXER = 0x9e37_79b9_7f4a_7c15L;

  private final AtomicReferenceArray<Entry> table = new AtomicReferenceArray<>(WAYS << SET_BITS);

  /**
   * Returns the entry whose object is at an index of a line.
   *
   * @param idFrom the index in the line of the first byte of the place's id
   * @param idTo the index after the id's last byte
   * @param at the index at which an object may begin
   * @return null if no place with this id and exactly these bytes is cached
   */
  Entry find(byte[] line, int idFrom, int idTo, int at) {
    if (idTo - idFrom < MIN_ID_BYTES) {
      return null;
    }
    int set = setOf(line, idFrom, idTo);
    for (int way = 0; way < WAYS; way++) {
      Entry entry = table.getAcquire(set + way);
      if (entry != null && entry.hasId(line, idFrom, idTo) && entry.isAt(line, at)) {
        return entry;
      }
    }
    return null;
  }

  /**
   * Adds the place parsed from the bytes {@code from} to {@code to} of a line.
   *
   * @param place a place with the id in the bytes {@code idFrom} to {@code idTo}
   */
  void add(byte[] line, int idFrom, int idTo, int from, int to, Place place) {
    if (idTo - idFrom < MIN_ID_BYTES || to - from > MAX_OBJECT_BYTES) {
      return;
    }
    int set = setOf(line, idFrom, idTo);
    for (int way = WAYS - 1; way > 0; way--) {
      table.setRelease(set + way, table.getAcquire(set + way - 1));
    }
    table.setRelease(
        set,
        new Entry(
            Arrays.copyOfRange(line, idFrom, idTo), Arrays.copyOfRange(line, from, to), place));
  }

  /** Returns the index of the first entry in the id's set. */
  private static int setOf(byte[] line, int idFrom, int idTo) {
    long first = (long) WORDS.get(line, idFrom);
    long last = (long) WORDS.get(line, idTo - Long.BYTES);
    long mixed = (first * MIXER + last) * MIXER;
    return (int) (mixed >>> (Long.SIZE - SET_BITS)) * WAYS;
  }

  /** A place and the bytes that it was parsed from. */
  static final class Entry {

    private final byte[] id;
    private final byte[] object;
    private final Place place;

    private Entry(byte[] id, byte[] object, Place place) {
      this.id = id;
      this.object = object;
      this.place = place;
    }

    Place place() {
      return place;
    }

    /** Returns the length of the object in bytes. */
    int length() {
      return object.length;
    }

    private boolean hasId(byte[] line, int from, int to) {
      return Arrays.equals(line, from, to, id, 0, id.length);
    }

    private boolean isAt(byte[] line, int at) {
      int end = at + object.length;
      return end <= line.length && Arrays.equals(line, at, end, object, 0, object.length);
    }
  }
}
