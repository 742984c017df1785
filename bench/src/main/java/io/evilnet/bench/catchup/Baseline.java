package io.evilnet.bench.catchup;

import io.evilnet.bench.baseline.Report;
import io.evilnet.launcher.process.JavaCommand;
import io.evilnet.launcher.process.ServiceJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A program of {@link io.evilnet.bench.baseline}, with the JVM options of streams-app: the same
 * heap, and both compiler tiers. It prints a {@link Report} when it is done.
 */
final class Baseline implements Contestant {

  private final BenchCluster cluster;
  private final String name;
  private final long counted;
  private final Map<Instant, Map<String, Row>> rows;

  /** A report and its time. */
  private record Done(long atNanos, Report report) {}

  private Baseline(
      BenchCluster cluster, String name, long counted, Map<Instant, Map<String, Row>> rows) {
    this.cluster = cluster;
    this.name = name;
    this.counted = counted;
    this.rows = rows;
  }

  /** Returns B0, B1 and B1x, in this order. */
  static List<Contestant> all(BenchCluster cluster, Recount recount) {
    Map<Instant, Map<String, Row>> rows = recount.rows();
    return List.of(
        new Baseline(cluster, "b0", recount.posts(), Map.of()),
        new Baseline(cluster, "b1", recount.counted(), Map.of()),
        new Baseline(cluster, "b1x", recount.counted(), rows));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void prepare(String id) {
    if (!name.equals("b0")) {
      cluster.createTopic(results(id));
    }
    if (writesRows()) {
      cluster.createRows(keyspace(id));
    }
  }

  @Override
  public BenchProcesses start(String id) throws IOException {
    List<String> jvm = new ArrayList<>(new ServiceJvm(cluster.directory(), id).options());
    jvm.add(cluster.project().startScript().optionsOf("streams-app"));
    JavaCommand java =
        new JavaCommand(
            cluster.project().applicationClasspath("bench"),
            jvm,
            "io.evilnet.bench.baseline.Main",
            arguments(id));
    return new BenchProcesses(List.of(cluster.start(id, java.line(), java.environment())));
  }

  @Override
  public Finish finish(String id, BenchProcesses process) {
    CompletableFuture<Optional<Done>> done = CompletableFuture.supplyAsync(() -> read(process));
    return () -> {
      if (!done.isDone()) {
        return State.RUNNING;
      }
      Optional<Done> read = done.join();
      if (read.isEmpty()) {
        process.requireAlive();
        return State.RUNNING;
      }
      return State.correct(read.get().atNanos(), remark(id, read.get().report()));
    };
  }

  /** Returns the differences from the recount; empty without any. */
  private String remark(String id, Report report) throws IOException {
    List<String> remarks = new ArrayList<>();
    if (report.late() > 0) {
      remarks.add(String.format(Locale.ROOT, "dropped %,d posts as late", report.late()));
    }
    if (writesRows()) {
      remarks.add(new StoredRows(cluster.session(), keyspace(id), rows).differences());
    }
    remarks.removeIf(String::isEmpty);
    return String.join("; ", remarks);
  }

  private List<String> arguments(String id) {
    List<String> arguments =
        new ArrayList<>(List.of(name, "--bootstrap-servers=" + cluster.bootstrapServers()));
    if (!name.equals("b0")) {
      arguments.add("--application-id=" + id);
      arguments.add("--data-dir=" + cluster.directory().data(id));
      arguments.add("--results=" + results(id));
      arguments.add("--posts=" + counted);
    }
    if (writesRows()) {
      arguments.add("--cassandra=" + cluster.cassandraAddress());
      arguments.add("--keyspace=" + keyspace(id));
    }
    return arguments;
  }

  private boolean writesRows() {
    return !rows.isEmpty();
  }

  private static String results(String id) {
    return id + "-results";
  }

  private static String keyspace(String id) {
    return id.replace('-', '_');
  }

  private static Optional<Done> read(BenchProcesses process) {
    try (BufferedReader output = process.output()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Optional<Report> report = Report.parse(line);
        if (report.isPresent()) {
          return Optional.of(new Done(System.nanoTime(), report.get()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
