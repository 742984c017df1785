package io.evilnet.ingest.spool;

/** Policy for forcing appended lines to the disk. */
public enum FsyncPolicy {
  /** Never forced: accepted lines survive a crash of the process, but not of the machine. */
  NONE,
  /**
   * Forced before the reader blocks: accepted lines survive a power failure as well, at the cost of
   * a flush per wait.
   */
  BATCH
}
