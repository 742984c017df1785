package io.evilnet.ingest.spool;

/** When appended lines are forced to the disk itself. */
public enum FsyncPolicy {
  /**
   * Never: the operating system writes when it likes. What was accepted survives the death of the
   * process, not of the machine.
   */
  NONE,
  /**
   * Before the reader waits for more bytes. What was accepted survives a power cut as well; each
   * wait costs one flush of the disk.
   */
  BATCH
}
