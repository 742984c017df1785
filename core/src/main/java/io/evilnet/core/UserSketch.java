package io.evilnet.core;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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
 */
public final class UserSketch implements Serializable {

  /** Of nobody; also stands for a sketch that was never made. */
  public static final UserSketch NONE = new UserSketch(new byte[0]);

  private static final long serialVersionUID = 1L;

  private static final int LG_REGISTERS = 12;

  /** Standard deviations on each side: 95 of 100 true numbers are within. */
  private static final int DEVIATIONS = 2;

  private final byte[] image;

  private UserSketch(byte[] image) {
    this.image = image;
  }

  /**
   * The sketch whose {@link #toBytes()} these are.
   *
   * @param bytes null or empty for {@link #NONE}
   * @throws IllegalArgumentException if they are no sketch
   */
  public static UserSketch ofBytes(byte[] bytes) {
    if (bytes == null || bytes.length == 0) {
      return NONE;
    }
    UserSketch sketch = new UserSketch(bytes.clone());
    sketch.read();
    return sketch;
  }

  /** All users that are in one of the sketches. */
  public static UserSketch union(Collection<UserSketch> sketches) {
    List<UserSketch> some = sketches.stream().filter(sketch -> !sketch.isNone()).toList();
    if (some.size() < 2) {
      return some.isEmpty() ? NONE : some.get(0);
    }
    Union union = new Union(LG_REGISTERS);
    some.forEach(sketch -> union.update(sketch.read()));
    return new UserSketch(union.getResult(TgtHllType.HLL_4).toCompactByteArray());
  }

  /** All users that are in this or the other. */
  public UserSketch plus(UserSketch other) {
    return equals(other) ? this : union(List.of(this, other));
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

  /** The sketch as DataSketches writes it; empty for {@link #NONE}. */
  public byte[] toBytes() {
    return image.clone();
  }

  private HllSketch read() {
    try {
      return HllSketch.heapify(Memory.wrap(image));
    } catch (RuntimeException e) {
      // On bytes that are not its own the library throws what it happens to come upon.
      throw new IllegalArgumentException("no sketch of users: " + image.length + " bytes", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserSketch sketch && Arrays.equals(image, sketch.image);
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

    /** Adds a user; one that is in it already changes nothing. */
    public Builder add(long authorId) {
      sketch.update(authorId);
      return this;
    }

    /** The users so far. */
    public UserSketch build() {
      return sketch.isEmpty() ? NONE : new UserSketch(sketch.toCompactByteArray());
    }
  }
}
