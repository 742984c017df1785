package io.evilnet.ingest.run;

import io.evilnet.ingest.x.ReconnectPause;
import java.util.concurrent.TimeUnit;

/** Waits before reconnecting in tests. */
final class Pauses {

  /** Long enough for the simulator to detect the end of the last connection, whatever is due. */
  static final ReconnectPause SHORT =
      (delay, stopped) -> stopped.await(Math.min(delay.toMillis(), 50), TimeUnit.MILLISECONDS);

  private Pauses() {}
}
