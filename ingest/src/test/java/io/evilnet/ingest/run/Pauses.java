package io.evilnet.ingest.run;

import io.evilnet.ingest.x.ReconnectPause;
import java.util.concurrent.TimeUnit;

/** How tests wait before the next attempt. */
final class Pauses {

  /** Long enough for the simulator to see the end of the last connection, whatever is due. */
  static final ReconnectPause SHORT =
      (delay, stopped) -> stopped.await(Math.min(delay.toMillis(), 50), TimeUnit.MILLISECONDS);

  private Pauses() {}
}
