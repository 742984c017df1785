package io.evilnet.ingest.replay;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress bar of a replay on standard error, if it is visible. */
final class Progress implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final long BYTES_PER_MIB = 1024L * 1024;

  private final ProgressBar bar;

  private Progress(ProgressBar bar) {
    this.bar = bar;
  }

  /** Returns a bar over the bytes of an input; without a maximum if its size is unknown. */
  static Progress of(ReplayInput input, boolean visible) {
    if (!visible) {
      return new Progress(null);
    }
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName("replay")
            .setInitialMax(input.size())
            .setUnit(" MiB", BYTES_PER_MIB)
            .setUpdateIntervalMillis((int) INTERVAL.toMillis())
            .showSpeed()
            .build());
  }

  void show(long position) {
    if (bar != null) {
      bar.stepTo(position);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
