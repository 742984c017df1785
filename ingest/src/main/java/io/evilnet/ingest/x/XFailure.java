package io.evilnet.ingest.x;

import java.io.IOException;

/** Signals a failed request to X. */
public final class XFailure extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient StreamEnd end;

  XFailure(StreamEnd end, Throwable cause) {
    super(end.description(), cause);
    this.end = end;
  }

  public XFailure(StreamEnd end) {
    this(end, null);
  }

  /** Returns the reason of a failed request. */
  public static StreamEnd reason(IOException failure) {
    return Failures.of(failure);
  }

  /** Returns the reason. */
  public StreamEnd end() {
    return end;
  }
}
