package io.evilnet.infra.cli;

import io.evilnet.infra.process.ResidentMemory;
import io.evilnet.infra.process.RunDirectory;
import io.evilnet.infra.process.Service;
import io.evilnet.infra.process.ServiceGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The state of every service, as a person reads it. */
record StatusTable(List<Row> rows) {
  private static final String FORMAT = "%-14s %-9s %8s  %-28s %10s %9s";

  /** One service. */
  record Row(
      String name,
      State state,
      Optional<Long> pid,
      String address,
      Optional<Duration> uptime,
      OptionalLong residentBytes) {

    String line() {
      return FORMAT
          .formatted(
              name,
              state.text,
              pid.map(String::valueOf).orElse("-"),
              address,
              uptime.map(Row::text).orElse("-"),
              residentBytes.isPresent() ? mebibytes(residentBytes.getAsLong()) : "-")
          .stripTrailing();
    }

    private static String text(Duration uptime) {
      if (uptime.toHours() > 0) {
        return "%dh %02dm".formatted(uptime.toHours(), uptime.toMinutesPart());
      }
      return "%dm %02ds".formatted(uptime.toMinutes(), uptime.toSecondsPart());
    }
  }

  /** What a service is found to be. */
  enum State {
    HEALTHY("healthy"),
    /** There is a process, and it did not answer that it is ready. */
    UNHEALTHY("unhealthy"),
    DOWN("down");

    private final String text;

    State(String text) {
      this.text = text;
    }
  }

  /** Asks all services at the same time. */
  static StatusTable of(RunDirectory directory, List<Service> services, Instant now) {
    List<Row> rows = new ArrayList<>();
    directory
        .process(ServiceGroup.SUPERVISOR)
        .ifPresent(
            process -> rows.add(row(ServiceGroup.SUPERVISOR, "", process, State.HEALTHY, now)));
    rows.addAll(
        services.parallelStream()
            .map(
                service ->
                    directory
                        .process(service.name())
                        .map(
                            process ->
                                row(
                                    service.name(),
                                    service.address(),
                                    process,
                                    service.health().isReady() ? State.HEALTHY : State.UNHEALTHY,
                                    now))
                        .orElseGet(() -> down(service)))
            .toList());
    return new StatusTable(rows);
  }

  private static Row row(
      String name, String address, ProcessHandle process, State state, Instant now) {
    return new Row(
        name,
        state,
        Optional.of(process.pid()),
        address,
        process.info().startInstant().map(start -> Duration.between(start, now)),
        ResidentMemory.of(process.pid()));
  }

  private static Row down(Service service) {
    return new Row(
        service.name(),
        State.DOWN,
        Optional.empty(),
        service.address(),
        Optional.empty(),
        OptionalLong.empty());
  }

  boolean isHealthy() {
    return rows.stream().allMatch(row -> row.state() == State.HEALTHY);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        FORMAT
            .formatted("COMPONENT", "STATE", "PID", "ADDRESS", "UPTIME", "MEMORY")
            .stripTrailing());
    rows.forEach(row -> lines.add(row.line()));
    long total = rows.stream().mapToLong(row -> row.residentBytes().orElse(0)).sum();
    lines.add(FORMAT.formatted("total", "", "", "", "", mebibytes(total)));
    return lines;
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
