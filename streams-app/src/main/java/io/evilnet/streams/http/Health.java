package io.evilnet.streams.http;

import static java.util.Comparator.naturalOrder;

import java.util.List;
import java.util.function.Supplier;

/**
 * How the parts of the process are.
 *
 * <p>Ready means that counting goes on. A part without which it still does, such as Cassandra, can
 * at most degrade it: the rows converge when that part is back.
 */
public final class Health {

  /** From good to bad. */
  public enum Status {
    UP,
    /** Works, but not all of it; heals by itself. */
    DEGRADED,
    /** Does not count. */
    DOWN
  }

  /**
   * One part.
   *
   * @param name lower case
   * @param status how it is
   * @param detail for a person
   */
  public record Part(String name, Status status, String detail) {}

  private final List<Supplier<Part>> parts;

  /** The health of parts that are asked each time. */
  public Health(List<Supplier<Part>> parts) {
    this.parts = List.copyOf(parts);
  }

  List<Part> parts() {
    return parts.stream().map(Supplier::get).toList();
  }

  static Status overall(List<Part> parts) {
    return parts.stream().map(Part::status).max(naturalOrder()).orElse(Status.UP);
  }
}
