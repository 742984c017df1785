package io.evilnet.streams.sink;

/** What the sink is doing. */
public enum SinkState {
  /** Not begun, or between two consumers. */
  STARTING,
  /** Reads totals and writes them. */
  RUNNING,
  /** Holds totals that Cassandra does not take, and tries again. */
  WAITING_FOR_CASSANDRA,
  /** Closed. */
  STOPPED
}
