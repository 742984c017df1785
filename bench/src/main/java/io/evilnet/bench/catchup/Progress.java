package io.evilnet.bench.catchup;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Prints the progress of long tasks to standard error periodically. */
final class Progress {

  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final PrintWriter err;
  private String current = "";
  private long all;
  private long startNanos;
  private long printedNanos;

  Progress(PrintWriter err) {
    this.err = err;
  }

  /** Starts a task on a number of posts. */
  void begin(String task, long posts) {
    current = task;
    all = posts;
    startNanos = System.nanoTime();
    printedNanos = startNanos;
    print(task);
  }

  /** Prints the percentage of processed posts if the interval has elapsed. */
  void tick(LongSupplier done) {
    if (System.nanoTime() - printedNanos >= INTERVAL.toNanos()) {
      printedNanos = System.nanoTime();
      long seconds = Duration.ofNanos(printedNanos - startNanos).toSeconds();
      long percent = 100 * done.getAsLong() / all;
      print(String.format(Locale.ROOT, "%s: %d %% after %d s", current, percent, seconds));
    }
  }

  void print(String line) {
    err.println(line);
    err.flush();
  }
}
