package io.evilnet.core;

import java.time.Instant;

/**
 * Conversion between X's ids and the times encoded in them: milliseconds since
 * 2010-11-04T01:42:54.657Z, shifted left by 22 bits.
 *
 * @see <a href="https://docs.x.com/fundamentals/x-ids">X IDs</a>
 */
public final class SnowflakeId {

  private static final long EPOCH_MILLIS = 1_288_834_974_657L;
  private static final int TIME_SHIFT = 22;
  private static final int SEQUENCE_MASK = (1 << TIME_SHIFT) - 1;

  private SnowflakeId() {}

  /** Returns the creation time of the post with this id. */
  public static Instant timeOf(long id) {
    return Instant.ofEpochMilli(EPOCH_MILLIS + (id >>> TIME_SHIFT));
  }

  /**
   * Returns the id of a post created at {@code time}.
   *
   * @param sequence number that distinguishes posts of one millisecond, 0 to 4,194,303
   */
  public static long of(Instant time, int sequence) {
    return ((time.toEpochMilli() - EPOCH_MILLIS) << TIME_SHIFT) | (sequence & SEQUENCE_MASK);
  }
}
