package io.evilnet.streams.app;

import io.evilnet.streams.consumer.InstanceConflict;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a processing thread fails: after a fault of Kafka that may pass another thread
 * takes its place, after anything else the process ends and the cause is kept.
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
    Optional<IllegalArgumentException> taken = conflict.note(failure);
    if (taken.isEmpty() && mayPass(failure)) {
      LOG.warn("a processing thread failed and is replaced", failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    end(taken.<Throwable>map(reason -> reason).orElse(failure));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** Keeps the cause for which the process ends, unless there is one. */
  void end(Throwable cause) {
    fatal.compareAndSet(null, cause);
  }

  /** What ended the processing. */
  Optional<Throwable> fatal() {
    return Optional.ofNullable(fatal.get());
  }

  private static boolean mayPass(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return true;
      }
    }
    // A member that asks to join twice, as the first answer was lost on its way, is taken for two.
    return InstanceConflict.isFencing(failure);
  }
}
