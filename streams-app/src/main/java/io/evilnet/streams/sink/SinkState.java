package io.evilnet.streams.sink;

/** The state of the sink. */
public enum SinkState {
  /** Not started, or between two consumers. */
  STARTING,
  /** Reads totals and writes them. */
  RUNNING,
  /** Retries to write totals to Cassandra. */
  WAITING_FOR_CASSANDRA,
  /** Closed. */
  STOPPED
}
