package io.evilnet.bench.catchup;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** The running processes of a contestant, ordered by start. */
record BenchProcesses(List<BenchProcess> all) implements AutoCloseable {

  BenchProcesses {
    all = List.copyOf(all);
  }

  /** Returns the start time of the first one by {@link System#nanoTime}. */
  long startNanos() {
    return all.get(0).startNanos();
  }

  /** Returns the standard output of the first one. */
  BufferedReader output() {
    return all.get(0).output();
  }

  /**
   * Checks that all are running.
   *
   * @throws IOException if one has terminated, with the last lines of its log
   */
  void requireAlive() throws IOException {
    for (BenchProcess process : all) {
      process.requireAlive();
    }
  }

  /** Returns the last lines of the log of the first one. */
  String endOfLog() throws IOException {
    return all.get(0).endOfLog();
  }

  @Override
  public void close() {
    all.forEach(BenchProcess::close);
  }
}
