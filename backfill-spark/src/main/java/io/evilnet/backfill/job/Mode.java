package io.evilnet.backfill.job;

/** The treatment of differences. */
public enum Mode {
  /** Reports them. */
  VALIDATE("validate"),
  /** Reports them as the rows that would be written. */
  DRY_RUN("dry-run"),
  /** Repairs wrong, missing and extra rows. */
  REPAIR("backfill"),
  /** Rewrites every row. */
  REWRITE("backfill-all");

  private final String label;

  Mode(String label) {
    this.label = label;
  }

  public boolean writes() {
    return this == REPAIR || this == REWRITE;
  }

  /** Returns the name in the log of runs. */
  public String label() {
    return label;
  }
}
