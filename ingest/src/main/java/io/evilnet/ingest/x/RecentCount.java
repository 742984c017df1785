package io.evilnet.ingest.x;

import java.time.Duration;

/**
 * Posts that match a rule, as counted by X.
 *
 * @param posts number of posts
 * @param covered time covered by the count
 */
public record RecentCount(long posts, Duration covered) {

  private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

  /** Returns the average per day; 0 if nothing is covered. */
  public double perDay() {
    return covered.isZero() ? 0 : posts * SECONDS_PER_DAY / covered.toSeconds();
  }
}
