package io.evilnet.launcher.process;

import java.time.Duration;

/** Listener for the lifecycle of the services of a group, called from several threads. */
public interface ServiceListener {
  /** The service is not ready yet; called repeatedly until it is, or until the timeout. */
  default void starting(Service service, Duration since) {}

  /** The service is ready. */
  default void ready(Service service, long pid, Duration took) {}

  /** The service is not ready, but its start was accepted. */
  default void unready(Service service, long pid, Duration took) {}

  /** The process terminated unexpectedly. */
  default void exited(Service service, int exitCode) {}

  default void stopped(Service service, Duration took) {}
}
