package io.evilnet.bench.live;

import io.evilnet.launcher.process.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The processor time that each service of a system takes, with the processes that it starts. Has to
 * be asked often: what a process takes after the last time, before it ends, is not known.
 */
final class ProcessorTimes {

  private static final String PID_FILE = ".pid";

  private record Taken(String service, Duration before, Duration now) {}

  private final RunDirectory directory;
  private final Map<Long, Taken> processes = new HashMap<>();
  private boolean hasBegun;

  ProcessorTimes(RunDirectory directory) {
    this.directory = directory;
  }

  /** Looks at all processes; the first time is the one from which on time counts. */
  void look() throws IOException {
    Map<Long, String> services = services();
    for (long pid : services.keySet()) {
      ProcessHandle.of(pid)
          .ifPresent(
              process ->
                  Stream.concat(Stream.of(process), process.descendants())
                      .forEach(each -> serviceOf(each, services).ifPresent(of -> note(of, each))));
    }
    hasBegun = true;
  }

  /** The nearest of a process and its ancestors that is a service: the launcher started all. */
  private static Optional<String> serviceOf(ProcessHandle process, Map<Long, String> services) {
    return Stream.iterate(
            Optional.of(process), Optional::isPresent, each -> each.flatMap(ProcessHandle::parent))
        .map(each -> services.get(each.orElseThrow().pid()))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private void note(String service, ProcessHandle process) {
    Optional<Duration> now = process.info().totalCpuDuration();
    if (now.isPresent()) { // otherwise it has ended just now
      Taken known = processes.get(process.pid());
      Duration before = known != null ? known.before : hasBegun ? Duration.ZERO : now.get();
      processes.put(process.pid(), new Taken(service, before, now.get()));
    }
  }

  /** Those that run, by pid. */
  private Map<Long, String> services() throws IOException {
    Map<Long, String> services = new HashMap<>();
    try (Stream<Path> files = Files.list(directory.run(""))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(PID_FILE))
          .map(name -> name.substring(0, name.length() - PID_FILE.length()))
          .forEach(
              name ->
                  directory.process(name).ifPresent(process -> services.put(process.pid(), name)));
    }
    return services;
  }

  /** Since the first look, by service. */
  Map<String, Duration> taken() {
    Map<String, Duration> taken = new TreeMap<>();
    processes
        .values()
        .forEach(each -> taken.merge(each.service, each.now.minus(each.before), Duration::plus));
    return taken;
  }
}
