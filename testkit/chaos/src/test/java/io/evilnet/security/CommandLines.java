package io.evilnet.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All command lines visible on this machine, sampled ten times a second. */
final class CommandLines implements AutoCloseable {
  private static final Path PROCESSES = Path.of("/proc");
  private static final long INTERVAL_MILLIS = 100;

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

  void start() {
    var unused =
        scheduler.scheduleWithFixedDelay(this::sample, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  Set<String> seen() {
    return seen;
  }

  private void sample() {
    if (Files.isDirectory(PROCESSES)) {
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
        processes.forEach(this::add);
      } catch (IOException e) {
        throw new AssertionError("the processes cannot be listed", e);
      }
    } else {
      ProcessHandle.allProcesses().forEach(p -> p.info().commandLine().ifPresent(seen::add));
    }
  }

  private void add(Path process) {
    try {
      seen.add(
          new String(Files.readAllBytes(process.resolve("cmdline")), ISO_8859_1)
              .replace('\0', ' '));
    } catch (IOException terminated) {
      // Terminated since it was listed.
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
