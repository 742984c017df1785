package io.evilnet.streams.http;

import static java.util.Comparator.naturalOrder;

import java.util.List;
import java.util.function.Supplier;

/**
 * The health of the process and its parts.
 *
 * <p>Ready means that counting continues. A part that counting does not need, such as Cassandra,
 * can only degrade it: the rows converge when it recovers.
 */
public final class Health {

  /** The states, from best to worst. */
  public enum Status {
    UP,
    /** Works partially; recovers without intervention. */
    DEGRADED,
    /** Counting is interrupted. */
    DOWN
  }

  /**
   * The health of a part.
   *
   * @param name name, in lower case
   * @param status status of the part
   * @param detail details for operators
   */
  public record Part(String name, Status status, String detail) {}

  private final List<Supplier<Part>> parts;

  /** Creates the health of parts, which are evaluated at each request. */
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
