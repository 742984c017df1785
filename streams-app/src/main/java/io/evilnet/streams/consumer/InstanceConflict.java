package io.evilnet.streams.consumer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.FencedInstanceIdException;

/**
 * Tells two processes of one {@code --instance}, which fence each other's consumers again and
 * again, from a single fencing, as it follows a restart or a lost answer; thread-safe.
 */
public final class InstanceConflict {

  private static final Duration MEMORY = Duration.ofMinutes(1);
  private static final int FENCINGS_PER_MEMBER = 3;

  private final String instance;
  private final int most;
  private final LongSupplier nanoTime;
  private final Deque<Long> fencings = new ArrayDeque<>();

  /**
   * @param instance name of this process
   * @param members consumers of this process in the group, each of which can be fenced
   */
  public InstanceConflict(String instance, int members) {
    this(instance, members, System::nanoTime);
  }

  InstanceConflict(String instance, int members, LongSupplier nanoTime) {
    this.instance = instance;
    this.most = FENCINGS_PER_MEMBER * members;
    this.nanoTime = nanoTime;
  }

  /** Returns whether the failure, or what caused it, is a fencing. */
  public static boolean isFencing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FencedInstanceIdException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Notes a failure of a consumer; returns the reason to give up when there were too many fencings
   * within a minute.
   */
  public synchronized Optional<IllegalArgumentException> note(Throwable failure) {
    if (!isFencing(failure)) {
      return Optional.empty();
    }
    long now = nanoTime.getAsLong();
    fencings.add(now);
    while (now - fencings.peek() > MEMORY.toNanos()) {
      fencings.remove();
    }
    return fencings.size() <= most ? Optional.empty() : Optional.of(conflict());
  }

  private IllegalArgumentException conflict() {
    return new IllegalArgumentException(
        "instance %s is also the name of another process of this application id, and each drives the other out of its consumer groups: end one of them, or give this one a name of its own with --instance (and its own --data-dir)"
            .formatted(instance));
  }
}
