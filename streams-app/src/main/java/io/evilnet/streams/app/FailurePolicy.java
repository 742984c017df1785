package io.evilnet.streams.app;

import io.evilnet.streams.consumer.InstanceConflict;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handler of failed stream threads: replaces the thread after a transient fault of Kafka;
 * otherwise records the cause and terminates the process.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

  private final InstanceConflict conflict;
  private final AtomicReference<Throwable> fatal = new AtomicReference<>();

  FailurePolicy(InstanceConflict conflict) {
    this.conflict = conflict;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    Optional<IllegalArgumentException> instanceConflict = conflict.record(failure);
    if (instanceConflict.isEmpty() && isTransient(failure)) {
      LOG.warn("replacing a failed stream thread", failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    end(instanceConflict.<Throwable>map(reason -> reason).orElse(failure));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** Records the cause of the termination, unless one is recorded. */
  void end(Throwable cause) {
    fatal.compareAndSet(null, cause);
  }

  /** Returns the cause of the termination. */
  Optional<Throwable> fatal() {
    return Optional.ofNullable(fatal.get());
  }

  private static boolean isTransient(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return true;
      }
    }
    // A member that joins again after a lost join response is fenced as a duplicate.
    return InstanceConflict.isFencing(failure);
  }
}
