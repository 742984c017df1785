package io.evilnet.core;

/**
 * How many distinct users there are, exactly or between what.
 *
 * @param users the number, or the best estimate of it
 * @param low not fewer; certain, or so in 95 of 100 cases
 * @param high not more, likewise
 */
public record DistinctUsers(long users, long low, long high) {

  public DistinctUsers {
    if (low < 0 || users < low || high < users) {
      throw new IllegalArgumentException(
          "must be 0 <= low <= users <= high, but is %d, %d, %d".formatted(low, users, high));
    }
  }

  /** Whether the number is known. */
  public boolean isExact() {
    return low == high;
  }

  /** By how much of itself the number may be off, either way: 0.032 is 3.2 %; 0 when exact. */
  public double error() {
    return users == 0 ? 0 : (double) Math.max(users - low, high - users) / users;
  }
}
