package io.evilnet.launcher.job;

import io.evilnet.launcher.cluster.SparkJob;
import java.time.Duration;
import java.time.Instant;

/** Result of a run: its exit code, start and end. */
public record EndedRun(int exitCode, Instant start, Instant end) {

  /** Returns {@code equal}, {@code different} or {@code failed}. */
  String outcome() {
    return switch (exitCode) {
      case 0 -> "equal";
      case 1 -> "different";
      default -> "failed";
    };
  }

  /** Returns true if the rows could not be compared. */
  boolean isFailed() {
    return exitCode == SparkJob.FAILED;
  }

  Duration duration() {
    return Duration.between(start, end);
  }
}
