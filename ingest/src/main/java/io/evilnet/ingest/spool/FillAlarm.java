package io.evilnet.ingest.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a warning once when the spool is filling up. */
final class FillAlarm {

  private static final Logger LOG = LoggerFactory.getLogger(FillAlarm.class);

  private static final double RAISE_ABOVE = 0.75;
  private static final double CLEAR_BELOW = 0.5;

  private final long maxBytes;
  private boolean raised;

  FillAlarm(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Checks the size of the spool; returns whether the alarm is raised. */
  boolean check(long bytes) {
    if (!raised && bytes > RAISE_ABOVE * maxBytes) {
      raised = true;
      LOG.warn(
          "The spool has reached {} of {} bytes (spool-max): reading stops at the maximum."
              + " Check that Kafka is available",
          bytes,
          maxBytes);
    } else if (raised && bytes < CLEAR_BELOW * maxBytes) {
      raised = false;
      LOG.info("The spool has free space again: {} of {} bytes used", bytes, maxBytes);
    }
    return raised;
  }
}
