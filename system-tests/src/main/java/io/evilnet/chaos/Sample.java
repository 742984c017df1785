package io.evilnet.chaos;

import java.time.Duration;

/**
 * One look at the running system.
 *
 * @param at when, since the run began
 * @param accepted posts in Kafka; -1 when it did not answer
 * @param settled posts that the counting has made something of; -1 when it did not answer
 * @param visible posts that the rows of Cassandra show; -1 when it did not answer
 * @param residentBytes memory of all processes
 * @param diskBytes data of all processes
 */
record Sample(
    Duration at, long accepted, long settled, long visible, long residentBytes, long diskBytes) {

  static final long UNKNOWN = -1;
}
