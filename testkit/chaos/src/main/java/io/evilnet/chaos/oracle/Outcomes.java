package io.evilnet.chaos.oracle;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Number of posts by outcome. */
public record Outcomes(Map<Kind, Long> numbers) {

  /** The outcomes, named as in the metrics. */
  public enum Kind {
    COUNTED,
    UNRESOLVED,
    DUPLICATE,
    LATE,
    EDITED,
    DEAD,
    /** Expected to be zero in a run. */
    EXPIRED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Outcomes {
    EnumMap<Kind, Long> all = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      all.put(kind, numbers.getOrDefault(kind, 0L));
    }
    numbers = Map.copyOf(all);
  }

  public long get(Kind kind) {
    return numbers.get(kind);
  }

  public long sum() {
    return numbers.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns a description in a fixed order. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Kind kind : Kind.values()) {
      text.append(text.isEmpty() ? "" : ", ").append("%,d ".formatted(get(kind)));
      text.append(kind.label());
    }
    return text.toString();
  }
}
