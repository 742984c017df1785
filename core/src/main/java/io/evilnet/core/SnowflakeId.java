package io.evilnet.core;

import java.time.Instant;

/**
 * The time that X writes into its ids: milliseconds since 2010-11-04T01:42:54.657Z, shifted left by
 * 22 bits.
 *
 * @see <a href="https://docs.x.com/fundamentals/x-ids">X IDs</a>
 */
public final class SnowflakeId {

  private static final long EPOCH_MILLIS = 1_288_834_974_657L;
  private static final int TIME_SHIFT = 22;
  private static final int SEQUENCE_MASK = (1 << TIME_SHIFT) - 1;

  private SnowflakeId() {}

  /** When the post with this id was made. */
  public static Instant timeOf(long id) {
    return Instant.ofEpochMilli(EPOCH_MILLIS + (id >>> TIME_SHIFT));
  }

  /**
   * The id of a post made at {@code time}.
   *
   * @param sequence what tells posts of one millisecond apart, 0 to 4,194,303
   */
  public static long of(Instant time, int sequence) {
    return ((time.toEpochMilli() - EPOCH_MILLIS) << TIME_SHIFT) | (sequence & SEQUENCE_MASK);
  }
}
