package io.evilnet.backfill;

/** What is done about differences. */
enum Mode {
  /** They are shown. */
  VALIDATE("validate"),
  /** They are shown as what would be written. */
  DRY_RUN("dry-run"),
  /** What is wrong, missing or too much is repaired. */
  REPAIR("backfill"),
  /** Every row is written again, wrong or not. */
  REWRITE("backfill-all");

  private final String label;

  Mode(String label) {
    this.label = label;
  }

  boolean writes() {
    return this == REPAIR || this == REWRITE;
  }

  /** The name in the log of runs. */
  String label() {
    return label;
  }
}
