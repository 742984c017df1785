package io.evilnet.chaos;

import java.util.List;

/**
 * Whether an invariant has held.
 *
 * @param invariant its number and what it says
 * @param held whether it has
 * @param details the figures, or what speaks against it
 */
record Verdict(String invariant, boolean held, List<String> details) {

  Verdict {
    details = List.copyOf(details);
  }

  static Verdict of(String invariant, List<String> against, String figures) {
    return new Verdict(
        invariant, against.isEmpty(), against.isEmpty() ? List.of(figures) : against);
  }

  @Override
  public String toString() {
    return (held ? "held    " : "BROKEN  ") + invariant + ": " + String.join("; ", details);
  }
}
