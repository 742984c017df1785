package io.evilnet.bench.live;

import io.evilnet.launcher.process.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of a running system by service. */
record ServiceProcesses(RunDirectory directory) {

  private static final String PID_FILE = ".pid";

  /** Returns the running processes of all services, including child processes. */
  Map<ProcessHandle, String> running() throws IOException {
    Map<Long, String> services = services();
    Map<ProcessHandle, String> running = new HashMap<>();
    for (long pid : services.keySet()) {
      ProcessHandle.of(pid).stream()
          .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
          .forEach(each -> serviceOf(each, services).ifPresent(name -> running.put(each, name)));
    }
    return running;
  }

  /** Returns the service of a process: itself or its nearest ancestor that is one. */
  private static Optional<String> serviceOf(ProcessHandle process, Map<Long, String> services) {
    return Stream.iterate(
            Optional.of(process), Optional::isPresent, each -> each.flatMap(ProcessHandle::parent))
        .map(each -> services.get(each.orElseThrow().pid()))
        .filter(Objects::nonNull)
        .findFirst();
  }

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
}
