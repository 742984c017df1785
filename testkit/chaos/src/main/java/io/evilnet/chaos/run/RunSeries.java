package io.evilnet.chaos.run;

import io.evilnet.chaos.fault.FaultPlan;
import io.evilnet.chaos.observe.WatchedSystem;
import io.evilnet.chaos.system.SystemSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Sequence of runs, each on a fresh system, or all on one. */
final class RunSeries implements AutoCloseable {

  private final Path parent;
  private final boolean sameSystem;
  private final SystemSettings settings;
  private final Consumer<String> out;
  private Optional<WatchedSystem> running = Optional.empty();
  private volatile boolean shuttingDown;

  /**
   * @param parent an existing directory for the directories of the systems
   * @param sameSystem whether a run reuses the system of the previous one
   * @param settings settings of all systems, except for the directory
   * @param out receives progress messages
   */
  RunSeries(Path parent, boolean sameSystem, SystemSettings settings, Consumer<String> out) {
    this.parent = parent;
    this.sameSystem = sameSystem;
    this.settings = settings;
    this.out = out;
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shuttingDown = true, "no-more-runs"));
  }

  /**
   * Executes a plan and writes its report.
   *
   * @param directory directory of the report
   * @throws IllegalStateException if the system cannot be started or checked
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
      out.accept("Repeat: " + ChaosReport.repeatCommand(result));
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
    if (shuttingDown) {
      throw new IllegalStateException("shutting down: no further run is started");
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

  /** Stops the system and deletes its data, which is kept only after a violation. */
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
