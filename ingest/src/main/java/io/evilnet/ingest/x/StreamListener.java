package io.evilnet.ingest.x;

import java.time.Duration;

/** Who is told how the connection is. Called on the reader's thread. */
public interface StreamListener {

  /** X answered: lines will come. */
  void connected();

  /** The connection is no more, or was not made. */
  void ended(StreamEnd end, Duration untilNextAttempt);
}
