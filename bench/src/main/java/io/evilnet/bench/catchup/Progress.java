package io.evilnet.bench.catchup;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells on standard error how far long work is, every few seconds. */
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

  /** Tells how many posts are done, when it is time to; only then they are asked for. */
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
