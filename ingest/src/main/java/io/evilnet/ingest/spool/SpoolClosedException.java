package io.evilnet.ingest.spool;

import java.io.IOException;

/** Says that a line was not accepted, as the spool was closed meanwhile. */
public final class SpoolClosedException extends IOException {

  private static final long serialVersionUID = 1L;

  SpoolClosedException() {
    super("the spool is closed");
  }
}
