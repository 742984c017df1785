package io.evilnet.bench.catchup;

import java.io.IOException;

/** A program to measure; each measurement starts one or more processes. */
interface Contestant {

  String name();

  /** Creates the required topics and tables; not measured. */
  default void prepare(String id) {}

  /**
   * Starts the processes.
   *
   * @param id unique name: consumer group, data directory, keyspace
   */
  BenchProcesses start(String id) throws IOException;

  /** Returns the completion check of the started processes. */
  Finish finish(String id, BenchProcesses processes);

  /** Completion check of the started processes. */
  @FunctionalInterface
  interface Finish {

    /** Returns the current state. */
    State check() throws IOException;
  }

  /**
   * State of the processes.
   *
   * @param isOver whether they are done
   * @param isCorrect whether the result is correct
   * @param atNanos completion time by {@link System#nanoTime}
   * @param remark description for the report; may be empty
   */
  record State(boolean isOver, boolean isCorrect, long atNanos, String remark) {

    static final State RUNNING = new State(false, false, 0, "");

    static State correct(long atNanos, String remark) {
      return new State(true, true, atNanos, remark);
    }

    static State incorrect(String remark) {
      return new State(true, false, 0, remark);
    }
  }
}
