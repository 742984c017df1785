package io.evilnet.streams.consumer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.FencedInstanceIdException;

/**
 * Detects two processes with one {@code --instance}, which fence each other's consumers repeatedly,
 * unlike the single fencing after a restart or a lost response; thread-safe.
 */
public final class InstanceConflict {

  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int FENCINGS_PER_MEMBER = 3;

  private final String instance;
  private final int maxFencings;
  private final LongSupplier nanoTime;
  private final Deque<Long> fencings = new ArrayDeque<>();

  /**
   * @param instance the group instance id of this process
   * @param members number of consumers of this process in the group, each of which can be fenced
   */
  public InstanceConflict(String instance, int members) {
    this(instance, members, System::nanoTime);
  }

  InstanceConflict(String instance, int members, LongSupplier nanoTime) {
    this.instance = instance;
    this.maxFencings = FENCINGS_PER_MEMBER * members;
    this.nanoTime = nanoTime;
  }

  /** Returns true if the failure or one of its causes is a fencing. */
  public static boolean isFencing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FencedInstanceIdException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Records a failure of a consumer; returns the reason to terminate after too many fencings within
   * a minute.
   */
  public synchronized Optional<IllegalArgumentException> record(Throwable failure) {
    if (!isFencing(failure)) {
      return Optional.empty();
    }
    long now = nanoTime.getAsLong();
    fencings.add(now);
    while (now - fencings.peek() > INTERVAL.toNanos()) {
      fencings.remove();
    }
    return fencings.size() <= maxFencings ? Optional.empty() : Optional.of(conflict());
  }

  private IllegalArgumentException conflict() {
    return new IllegalArgumentException(
        "instance %s is also used by another process with this application id, and the two fence each other; stop one of them, or specify another --instance (and another --data-dir)"
            .formatted(instance));
  }
}
