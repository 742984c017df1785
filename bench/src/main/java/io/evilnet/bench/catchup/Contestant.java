package io.evilnet.bench.catchup;

import java.io.IOException;

/** A way to count the posts of the topic, each time as one or more processes of its own. */
interface Contestant {

  String name();

  /** Creates topics and tables that the process needs; not measured. */
  default void prepare(String id) {}

  /**
   * Starts the processes.
   *
   * @param id a name of this start only: consumer group, data directory, keyspace
   */
  BenchProcesses start(String id) throws IOException;

  /** Returns the condition under which the started processes are done. */
  Finish finish(String id, BenchProcesses processes);

  /** Reads the state of the started processes. */
  @FunctionalInterface
  interface Finish {

    /** Looks once. */
    State look() throws IOException;
  }

  /**
   * The state of the processes.
   *
   * @param isOver whether there is nothing more to wait for
   * @param isRight whether they have come to the right end
   * @param atNanos when it was over, by {@link System#nanoTime}
   * @param remark for a person; may be empty
   */
  record State(boolean isOver, boolean isRight, long atNanos, String remark) {

    static final State RUNNING = new State(false, false, 0, "");

    static State right(long atNanos, String remark) {
      return new State(true, true, atNanos, remark);
    }

    static State wrong(String remark) {
      return new State(true, false, 0, remark);
    }
  }
}
