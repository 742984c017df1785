package io.evilnet.infra.process;

import java.time.Duration;

/** Told what happens to the services of a group, from several threads. */
public interface ServiceListener {
  /** The service is not up yet; told again and again until it is, or its bound is over. */
  default void starting(Service service, Duration since) {}

  /** The service answered that it is up. */
  default void ready(Service service, long pid, Duration took) {}

  /** The service is not up, but does what it can and goes on trying. */
  default void late(Service service, long pid, Duration took) {}

  /** The process ended without having been asked to. */
  default void died(Service service, int exitCode) {}

  default void stopped(Service service, Duration took) {}
}
