package io.evilnet.ingest.x;

import java.io.IOException;

/** Says that a request to X came to nothing. */
public final class XFailure extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient StreamEnd end;

  XFailure(StreamEnd end, Throwable cause) {
    super(end.description(), cause);
    this.end = end;
  }

  XFailure(StreamEnd end) {
    this(end, null);
  }

  /** What kind of failure it was. */
  public StreamEnd end() {
    return end;
  }
}
