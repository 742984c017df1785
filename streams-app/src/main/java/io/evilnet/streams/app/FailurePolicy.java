package io.evilnet.streams.app;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.FencedInstanceIdException;
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

  private final AtomicReference<Throwable> fatal = new AtomicReference<>();

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    if (mayPass(failure)) {
      LOG.warn("a processing thread failed and is replaced", failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    fatal.compareAndSet(null, failure);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** What ended the processing. */
  Optional<Throwable> fatal() {
    return Optional.ofNullable(fatal.get());
  }

  private static boolean mayPass(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // A member that asks to join twice, as the first answer was lost on its way, is taken for
      // two.
      if (cause instanceof RetriableException || cause instanceof FencedInstanceIdException) {
        return true;
      }
    }
    return false;
  }
}
