package io.evilnet.ingest.spool;

import java.io.IOException;

/** Signals that a line was not accepted because the spool was closed. */
public final class SpoolClosedException extends IOException {

  private static final long serialVersionUID = 1L;

  SpoolClosedException() {
    super("the spool is closed");
  }
}
