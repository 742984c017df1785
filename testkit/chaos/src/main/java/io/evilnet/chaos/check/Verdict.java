package io.evilnet.chaos.check;

import java.util.List;

/**
 * Result of the check of an invariant.
 *
 * @param invariant number and statement
 * @param held whether it held
 * @param details figures, or the violations
 */
public record Verdict(String invariant, boolean held, List<String> details) {

  public Verdict {
    details = List.copyOf(details);
  }

  public static Verdict of(String invariant, List<String> violations, String figures) {
    return new Verdict(
        invariant, violations.isEmpty(), violations.isEmpty() ? List.of(figures) : violations);
  }

  @Override
  public String toString() {
    return (held ? "held      " : "VIOLATED  ") + invariant + ": " + String.join("; ", details);
  }
}
