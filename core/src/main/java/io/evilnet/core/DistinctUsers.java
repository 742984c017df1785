package io.evilnet.core;

/**
 * A number of distinct users, exact or estimated with bounds.
 *
 * @param users the number, or the best estimate of it
 * @param low lower bound; certain, or with 95 % confidence
 * @param high upper bound, likewise
 */
public record DistinctUsers(long users, long low, long high) {

  public DistinctUsers {
    if (low < 0 || users < low || high < users) {
      throw new IllegalArgumentException(
          "must be 0 <= low <= users <= high, but is %d, %d, %d".formatted(low, users, high));
    }
  }

  /** Returns true if the number is exact. */
  public boolean isExact() {
    return low == high;
  }

  /** Returns the relative error in either direction: 0.032 is 3.2 %; 0 if exact. */
  public double error() {
    return users == 0 ? 0 : (double) Math.max(users - low, high - users) / users;
  }
}
