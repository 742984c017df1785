package io.evilnet.bench.catchup;

/**
 * Workload of the contestants and its distribution.
 *
 * @param posts posts in the topic
 * @param cities cities of the posts, 1 to {@value #MOST_CITIES}
 * @param partitions partitions of the topic, 1 to {@value #MOST_PARTITIONS}
 * @param hours time span of the posts in hours, 1 to {@value #MOST_HOURS}
 * @param instances processes of the counting application, 1 to {@value #MOST_INSTANCES}
 */
record Workload(long posts, int cities, int partitions, int hours, int instances) {

  private static final int MOST_CITIES = 1_000_000;
  private static final int MOST_PARTITIONS = 1_000;
  private static final int MOST_HOURS = 10_000;
  private static final int MOST_INSTANCES = 8;

  Workload {
    if (posts < 1) {
      throw new IllegalArgumentException("--posts must be 1 or more, but is " + posts);
    }
    require("--cities", cities, MOST_CITIES);
    require("--partitions", partitions, MOST_PARTITIONS);
    require("--hours", hours, MOST_HOURS);
    require("--instances", instances, MOST_INSTANCES);
  }

  private static void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d, but is %d".formatted(option, most, value));
    }
  }
}
