package io.evilnet.streams.http;

import static java.util.Comparator.naturalOrder;

import io.evilnet.platform.format.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /**
   * Returns parts as JSON, such as {@code
   * {"status":"up","parts":{"streams":{"status":"up","detail":"RUNNING"}}}}.
   */
  static String json(List<Part> parts) {
    Map<String, Object> states = new LinkedHashMap<>();
    for (Part part : parts) {
      Map<String, Object> state = new LinkedHashMap<>();
      state.put("status", label(part.status()));
      state.put("detail", part.detail());
      states.put(part.name(), state);
    }
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("status", label(overall(parts)));
    health.put("parts", states);
    return Json.text(health);
  }

  private static String label(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
