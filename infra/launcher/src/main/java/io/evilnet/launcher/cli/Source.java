package io.evilnet.launcher.cli;

/** Source of posts. */
enum Source {
  /** Simulator of the X API on this machine. */
  SIMULATE,
  /** The X API. */
  X,
  /** No source; files are replayed by a command. */
  NONE
}
