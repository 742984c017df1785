package io.evilnet.infra.cli;

/** Where posts come from. */
enum Source {
  /** A simulator of the X API on this machine. */
  SIMULATE,
  /** The X API. */
  X,
  /** Nowhere by itself: files are replayed by hand. */
  NONE
}
