package io.evilnet.core;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/**
 * A set of users in little space: a HyperLogLog sketch of Apache DataSketches, immutable.
 *
 * <p>Sketches unite as sets do: in any order, however often, with a user in both counted once. Up
 * to 384 users it is a list of hashes and its count as good as exact (two users share a hash once
 * in some thousand sets); above, 4,096 registers of 4 bits, whose count has a standard error of 1.6
 * %. 4 bytes a user, 2.1 kB at most.
 *
 * <p>Users are in it under pseudonyms that a {@link SketchKey} gives them. Sketches of one key can
 * be united; those of two keys cannot, as the same user has two pseudonyms.
 */
public final class UserSketch implements Serializable {

  /** Of nobody; also stands for a sketch that was never made. */
  public static final UserSketch NONE = new UserSketch(0, new byte[0]);

  /** First byte of what is stored; sketches without a key began with 2, 3 or 10. */
  private static final byte KEYED = 'K';

  private static final List<Byte> WITHOUT_KEY = List.of((byte) 2, (byte) 3, (byte) 10);

  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  private static final long serialVersionUID = 1L;

  private static final int LG_REGISTERS = 12;

  /** The length of the preamble of an image with registers; one with hashes has a shorter one. */
  private static final int REGISTERS_PREAMBLE_INTS = 10;

  /** Standard deviations on each side: 95 of 100 true numbers are within. */
  private static final int DEVIATIONS = 2;

  private final int keyId;
  private final byte[] image;

  private UserSketch(int keyId, byte[] image) {
    this.keyId = keyId;
    this.image = image;
  }

  /**
   * The sketch whose {@link #toBytes()} these are; {@link #NONE} for one of an earlier version,
   * which was made without a key.
   *
   * @param bytes null or empty for {@link #NONE}
   * @throws IllegalArgumentException if they are no sketch
   */
  public static UserSketch ofBytes(byte[] bytes) {
    if (bytes == null || bytes.length == 0 || WITHOUT_KEY.contains(bytes[0])) {
      return NONE;
    }
    if (bytes[0] != KEYED || bytes.length <= HEADER_BYTES) {
      throw new IllegalArgumentException("no sketch of users: " + bytes.length + " bytes");
    }
    UserSketch sketch =
        new UserSketch(
            ByteBuffer.wrap(bytes).getInt(1),
            Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length));
    sketch.read();
    return sketch;
  }

  /** All users that are in one of the sketches, which are of one key. */
  static UserSketch union(Collection<UserSketch> sketches) {
    List<UserSketch> some = sketches.stream().filter(sketch -> !sketch.isNone()).toList();
    if (some.size() < 2) {
      return some.isEmpty() ? NONE : some.get(0);
    }
    Union union = new Union(LG_REGISTERS);
    some.forEach(sketch -> union.update(sketch.read()));
    return new UserSketch(
        some.get(0).keyId, union.getResult(TgtHllType.HLL_4).toCompactByteArray());
  }

  /** All users that are in this or the other; the other alone when it is of another key. */
  public UserSketch plus(UserSketch other) {
    return equals(other) ? this : plus(List.of(other));
  }

  /**
   * All users that are in this or one of the others; without those that are of another key than the
   * last one.
   */
  public UserSketch plus(List<UserSketch> others) {
    List<UserSketch> some = others.stream().filter(sketch -> !sketch.isNone()).toList();
    if (some.isEmpty()) {
      return this;
    }
    int key = some.get(some.size() - 1).keyId;
    return union(
        Stream.concat(Stream.of(this), some.stream())
            .filter(sketch -> !sketch.isNone() && sketch.keyId == key)
            .toList());
  }

  /** The length of {@link #toBytes()}. */
  public int bytes() {
    return isNone() ? 0 : HEADER_BYTES + image.length;
  }

  /** Identifies the key that it was made with. */
  int keyId() {
    return keyId;
  }

  /**
   * Returns whether the same users are in it, under the same key, as far as sketches tell: the same
   * hashes, or registers. Their order, and what else an image holds, depend on how it was made.
   */
  public boolean hasSameUsers(UserSketch other) {
    return equals(other)
        || (!isNone()
            && !other.isNone()
            && keyId == other.keyId
            && (image.length == other.image.length || !(isList() || other.isList()))
            && content().equals(other.content()));
  }

  /** Returns whether the same users can be in it: of sketches of two keys only the numbers tell. */
  public boolean canHaveSameUsers(UserSketch other) {
    if (isNone() || other.isNone() || keyId == other.keyId) {
      return hasSameUsers(other);
    }
    DistinctUsers users = count();
    DistinctUsers others = other.count();
    return users.low() <= others.high() && others.low() <= users.high();
  }

  /** Returns whether it is a list of hashes, of which the image has four bytes each. */
  private boolean isList() {
    return image[0] < REGISTERS_PREAMBLE_INTS;
  }

  /** The hashes in order, or the registers as they are. */
  private ByteBuffer content() {
    ByteBuffer bytes =
        ByteBuffer.wrap(read().copyAs(TgtHllType.HLL_8).toCompactByteArray())
            .order(ByteOrder.nativeOrder());
    int preambleInts = bytes.get(0);
    bytes.position(preambleInts * Integer.BYTES);
    if (preambleInts < REGISTERS_PREAMBLE_INTS) {
      int[] hashes = new int[bytes.remaining() / Integer.BYTES];
      bytes.asIntBuffer().get(hashes);
      Arrays.sort(hashes);
      bytes.asIntBuffer().put(hashes);
    }
    return bytes;
  }

  /** Whether nobody is in it. */
  public boolean isNone() {
    return image.length == 0;
  }

  /** How many users are in it, and between what it most likely lies. */
  public DistinctUsers count() {
    if (isNone()) {
      return new DistinctUsers(0, 0, 0);
    }
    HllSketch sketch = read();
    long users = Math.round(sketch.getEstimate());
    return new DistinctUsers(
        users,
        Math.min(users, Math.round(sketch.getLowerBound(DEVIATIONS))),
        Math.max(users, Math.round(sketch.getUpperBound(DEVIATIONS))));
  }

  /** The id of the key and the sketch as DataSketches writes it; empty for {@link #NONE}. */
  public byte[] toBytes() {
    return isNone()
        ? new byte[0]
        : ByteBuffer.allocate(bytes()).put(KEYED).putInt(keyId).put(image).array();
  }

  private HllSketch read() {
    try {
      return HllSketch.heapify(Memory.wrap(image));
    } catch (RuntimeException e) {
      // On bytes that are not its own the library throws what it happens to come upon.
      throw new IllegalArgumentException(
          "no sketch of users: " + (HEADER_BYTES + image.length) + " bytes", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserSketch sketch
        && keyId == sketch.keyId
        && Arrays.equals(image, sketch.image);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(image);
  }

  @Override
  public String toString() {
    return isNone() ? "no users" : "about " + count().users() + " users";
  }

  /** Makes a sketch, user by user. Not thread-safe. */
  public static final class Builder {

    private final HllSketch sketch = new HllSketch(LG_REGISTERS, TgtHllType.HLL_4);
    private final SketchKey key;
    private final int keyId;

    /** An empty sketch under a key. */
    public Builder(SketchKey key) {
      this.key = key;
      this.keyId = key.id();
    }

    /** Adds a user; one that is in it already changes nothing. */
    public Builder add(long authorId) {
      sketch.update(key.pseudonym(authorId));
      return this;
    }

    /** Returns whether it was begun under this key. */
    boolean isOf(SketchKey other) {
      return key == other || keyId == other.id();
    }

    /** The users so far. */
    public UserSketch build() {
      return sketch.isEmpty() ? NONE : new UserSketch(keyId, sketch.toCompactByteArray());
    }
  }
}
