package io.evilnet.ingest.x;

import java.time.Duration;

/** Listener for the state of a connection. Called on the reader's thread. */
public interface StreamListener {

  /** The connection was established. */
  void connected();

  /** The connection ended, or could not be established. */
  void ended(StreamEnd end, Duration untilNextAttempt);
}
