package io.evilnet.launcher.cli;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.evilnet.launcher.process.ResidentMemory;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceGroup;
import io.evilnet.platform.lifecycle.DaemonThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The state of every service as a table. */
record StatusTable(List<Row> rows) {
  /** Longer than the timeout of any single check. */
  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(10);

  private static final String FORMAT = "%-16s %-9s %8s  %-28s %10s %9s";

  /** State of one service. */
  record Row(
      String name,
      State state,
      Optional<Long> pid,
      String address,
      Optional<Duration> uptime,
      OptionalLong residentBytes,
      Optional<String> reason) {

    Row with(State newState, Optional<String> newReason) {
      return new Row(name, newState, pid, address, uptime, residentBytes, newReason);
    }

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

  /** State of a service. */
  enum State {
    HEALTHY("healthy"),
    /** Ready, but without a dependency that part of its work needs. */
    DEGRADED("degraded"),
    /** The process is running, but its readiness check failed. */
    UNHEALTHY("unhealthy"),
    DOWN("down");

    private final String text;

    State(String text) {
      this.text = text;
    }
  }

  /**
   * Performs the readiness checks of all services concurrently; a service without a result within
   * the timeout is unhealthy.
   */
  static StatusTable of(RunDirectory directory, List<Service> services, Instant now) {
    List<Row> rows = new ArrayList<>();
    directory
        .process(ServiceGroup.SUPERVISOR)
        .ifPresent(
            process ->
                rows.add(
                    row(ServiceGroup.SUPERVISOR, "", process, now)
                        .with(State.HEALTHY, Optional.empty())));
    ExecutorService pool = Executors.newCachedThreadPool(DaemonThreads.named("status"));
    List<CompletableFuture<Row>> checks =
        services.stream()
            .map(
                service ->
                    directory
                        .process(service.name())
                        .map(process -> row(service.name(), service.address(), process, now))
                        .map(row -> check(service, row, pool))
                        .orElseGet(() -> CompletableFuture.completedFuture(down(service))))
            .toList();
    checks.forEach(row -> rows.add(row.join()));
    pool.shutdownNow();
    return new StatusTable(rows);
  }

  private static CompletableFuture<Row> check(
      Service service, Row unresponsive, ExecutorService pool) {
    return CompletableFuture.supplyAsync(() -> service.health().result(), pool)
        .thenApply(
            result ->
                unresponsive.with(
                    !result.ready()
                        ? State.UNHEALTHY
                        : result.reason().isPresent() ? State.DEGRADED : State.HEALTHY,
                    result.reason()))
        .completeOnTimeout(unresponsive, CHECK_TIMEOUT.toMillis(), MILLISECONDS);
  }

  private static Row row(String name, String address, ProcessHandle process, Instant now) {
    return new Row(
        name,
        State.UNHEALTHY,
        Optional.of(process.pid()),
        address,
        process.info().startInstant().map(start -> Duration.between(start, now)),
        ResidentMemory.of(process.pid()),
        Optional.of("no response"));
  }

  private static Row down(Service service) {
    return new Row(
        service.name(),
        State.DOWN,
        Optional.empty(),
        service.address(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty());
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
    rows.forEach(
        row ->
            row.reason()
                .ifPresent(
                    reason ->
                        lines.add("%s is %s: %s".formatted(row.name(), row.state().text, reason))));
    return lines;
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
