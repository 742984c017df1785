package io.evilnet.ingest.run;

import io.evilnet.ingest.x.ReconnectPause;
import java.util.concurrent.TimeUnit;

/** Waits before reconnecting in tests. */
final class Pauses {

  /** At most 50 ms, in which the simulator detects the end of the last connection. */
  static final ReconnectPause SHORT =
      (delay, stopped) -> stopped.await(Math.min(delay.toMillis(), 50), TimeUnit.MILLISECONDS);

  private Pauses() {}
}
