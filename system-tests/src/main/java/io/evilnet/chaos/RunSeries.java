package io.evilnet.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run after the other, each on a fresh system, or all on one. */
final class RunSeries implements AutoCloseable {

  private final Path parent;
  private final boolean sameSystem;
  private final SystemSettings settings;
  private final Consumer<String> out;
  private Optional<WatchedSystem> running = Optional.empty();
  private volatile boolean ending;

  /**
   * @param parent an existing directory, in which each system gets one for its data and logs
   * @param sameSystem whether a run goes on with the system of the one before
   * @param settings of all systems, but for the directory
   * @param out takes what a person wants to see
   */
  RunSeries(Path parent, boolean sameSystem, SystemSettings settings, Consumer<String> out) {
    this.parent = parent;
    this.sameSystem = sameSystem;
    this.settings = settings;
    this.out = out;
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "no-more-runs"));
  }

  /**
   * Runs a plan and writes its report.
   *
   * @param directory for the report
   * @throws IllegalStateException if there is no system, or it cannot be judged
   */
  ChaosRun.Result run(FaultPlan plan, Path directory) throws IOException, InterruptedException {
    boolean held = false;
    try {
      ChaosRun.Result result = new ChaosRun(plan, system(), out).run();
      held = result.held();
      Files.createDirectories(directory);
      ChaosReport.write(result, directory);
      result.recoveries().forEach(recovery -> out.accept(recovery.toString()));
      result.verdicts().forEach(verdict -> out.accept(verdict.toString()));
      out.accept("Report: " + directory.resolve(ChaosReport.HTML).toAbsolutePath().normalize());
      out.accept("Again: " + ChaosReport.again(result));
      return result;
    } finally {
      if (!held) {
        stop();
      } else if (!sameSystem) {
        close();
      }
    }
  }

  private WatchedSystem system() throws IOException, InterruptedException {
    if (ending) {
      throw new IllegalStateException("this process is ending: nothing is started any more");
    }
    if (running.isEmpty()) {
      Path data = Files.createTempDirectory(parent.toAbsolutePath(), "system-");
      running = Optional.of(WatchedSystem.start(settings.in(data), out));
    }
    return running.get();
  }

  private void stop() {
    running.ifPresent(WatchedSystem::close);
    running = Optional.empty();
  }

  /** Stops what runs, and deletes what it has left: that is of use only when something broke. */
  @Override
  public void close() throws IOException {
    Optional<Path> data = running.map(system -> system.settings().directory());
    stop();
    if (data.isPresent()) {
      delete(data.get());
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
