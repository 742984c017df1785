package io.evilnet.streams.app;

import io.evilnet.streams.http.Health.Part;
import io.evilnet.streams.http.Health.Status;
import io.evilnet.streams.sink.CountsSink;
import io.evilnet.streams.store.CassandraLink;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams.State;

/** The health of the parts of the process. */
final class PartsHealth {

  private final Supplier<State> streams;
  private final CountsSink sink;
  private final CassandraLink cassandra;
  private final CassandraLink reading;

  /**
   * @param reading the link of the read-only role; equal to {@code cassandra} without roles
   */
  PartsHealth(
      Supplier<State> streams, CountsSink sink, CassandraLink cassandra, CassandraLink reading) {
    this.streams = streams;
    this.sink = sink;
    this.cassandra = cassandra;
    this.reading = reading;
  }

  List<Supplier<Part>> parts() {
    return List.of(this::streams, this::sink, this::cassandra);
  }

  private Part streams() {
    State state = streams.get();
    return switch (state) {
      case RUNNING -> new Part("streams", Status.UP, "running");
      case CREATED -> new Part("streams", Status.DOWN, "waiting for Kafka");
      default -> new Part("streams", Status.DOWN, label(state));
    };
  }

  private Part sink() {
    return switch (sink.state()) {
      case RUNNING ->
          sink.refused()
              .map(refused -> new Part("sink", Status.DEGRADED, refused))
              .orElseGet(() -> new Part("sink", Status.UP, "running"));
      case STOPPED -> new Part("sink", Status.DOWN, "stopped");
      default ->
          new Part(
              "sink",
              Status.DEGRADED,
              sink.failure()
                  .map("failed to write counts, retrying: "::concat)
                  .orElseGet(() -> label(sink.state())));
    };
  }

  private Part cassandra() {
    Part writing = link(cassandra);
    return writing.status() == Status.UP && reading != cassandra ? link(reading) : writing;
  }

  /**
   * Returns the health of a link: degraded while Cassandra is unavailable, since counting
   * continues; down if its tables are missing.
   */
  static Part link(CassandraLink link) {
    Optional<String> problem = link.problem();
    if (problem.isEmpty()) {
      return new Part("cassandra", Status.UP, "connected");
    }
    boolean usable =
        link.state() == CassandraLink.State.USABLE
            || link.state() == CassandraLink.State.UNAVAILABLE;
    return new Part("cassandra", usable ? Status.DEGRADED : Status.DOWN, problem.get());
  }

  private static String label(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
