package io.evilnet.bench.catchup;

/**
 * Workload of the contestants and its distribution.
 *
 * @param posts posts in the topic
 * @param cities cities of the posts, 1 to {@value #MAX_CITIES}
 * @param partitions partitions of the topic, 1 to {@value #MAX_PARTITIONS}
 * @param hours time span of the posts in hours, 1 to {@value #MAX_HOURS}
 * @param instances processes of streams-app, 1 to {@value #MAX_INSTANCES}
 */
record Workload(long posts, int cities, int partitions, int hours, int instances) {

  private static final int MAX_CITIES = 1_000_000;
  private static final int MAX_PARTITIONS = 1_000;
  private static final int MAX_HOURS = 10_000;
  private static final int MAX_INSTANCES = 8;

  Workload {
    if (posts < 1) {
      throw new IllegalArgumentException("--posts must be 1 or more, but is " + posts);
    }
    require("--cities", cities, MAX_CITIES);
    require("--partitions", partitions, MAX_PARTITIONS);
    require("--hours", hours, MAX_HOURS);
    require("--instances", instances, MAX_INSTANCES);
  }

  private static void require(String option, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d, but is %d".formatted(option, max, value));
    }
  }
}
