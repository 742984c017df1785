package io.evilnet.bench.catchup;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Prints the progress of long work to standard error every few seconds. */
final class Progress {

  private static final Duration EVERY = Duration.ofSeconds(15);

  private final PrintWriter err;
  private String work = "";
  private long all;
  private long begun;
  private long told;

  Progress(PrintWriter err) {
    this.err = err;
  }

  /** Begins a piece of work on so many posts. */
  void begin(String what, long posts) {
    work = what;
    all = posts;
    begun = System.nanoTime();
    told = begun;
    say(what);
  }

  /** Prints the number of posts done if the interval has passed; else the number is not read. */
  void tick(LongSupplier done) {
    if (System.nanoTime() - told >= EVERY.toNanos()) {
      told = System.nanoTime();
      long seconds = Duration.ofNanos(told - begun).toSeconds();
      long percent = 100 * done.getAsLong() / all;
      say(String.format(Locale.ROOT, "%s: %d %% after %d s", work, percent, seconds));
    }
  }

  void say(String line) {
    err.println(line);
    err.flush();
  }
}
