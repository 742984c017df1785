package io.evilnet.launcher.process;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** A service and its process, if one is running. */
final class ServiceProcess {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

  private final Service service;
  private final PidFile pidFile;
  private final LogFile log;

  private Process process;
  private boolean expectedToRun;
  private boolean paused;
  private long logStart;

  ServiceProcess(Service service, RunDirectory directory) {
    this.service = service;
    this.pidFile = directory.pidFile(service.name());
    this.log = new LogFile(directory.log(service.name()));
  }

  Service service() {
    return service;
  }

  LogFile log() {
    return log;
  }

  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Returns the process of the last start, alive or not. */
  synchronized Optional<ProcessHandle> handle() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  /**
   * Starts the process and returns immediately.
   *
   * @param onExit receives the exit code if the process terminates unexpectedly
   */
  synchronized void launch(IntConsumer onExit) {
    if (isAlive()) {
      throw new IllegalStateException(service.name() + " is already running");
    }
    service.ports().forEach(port -> port.requireFree(service.name()));
    log.rotateIfLargerThan(LogFile.LIMIT_BYTES);
    logStart = log.size();
    ProcessBuilder builder = new ProcessBuilder(service.command());
    builder
        .environment()
        .keySet()
        .removeIf(name -> Service.SECRETS.contains(name) && !service.secrets().contains(name));
    ServiceEnvironment.clean(builder.environment());
    builder.environment().putAll(service.environment());
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new ServiceFailure("Cannot start %s: %s".formatted(service.name(), e.getMessage()), e);
    }
    expectedToRun = true;
    paused = false;
    pidFile.write(process.toHandle());
    Process started = process;
    CompletableFuture<Void> unused = started.onExit().thenAccept(ended -> ended(started, onExit));
  }

  private void ended(Process ended, IntConsumer onExit) {
    synchronized (this) {
      if (ended != process || !expectedToRun) {
        return;
      }
      expectedToRun = false;
      pidFile.delete();
    }
    onExit.accept(ended.exitValue());
  }

  /**
   * Waits until the service is ready, within its timeout.
   *
   * @param minimumHealth check that accepts the start after the timeout
   * @param onProgress receives the time since the start, at each {@code progressInterval}
   * @return whether it is ready; false if its start was accepted
   */
  boolean awaitReady(
      Health minimumHealth, Duration progressInterval, Consumer<Duration> onProgress) {
    Process awaited;
    synchronized (this) {
      awaited = process;
    }
    long begin = System.nanoTime();
    Duration reported = Duration.ZERO;
    try {
      // The process must be alive as well: the response could be that of another program on
      // the same port.
      while (!(service.health().isReady() && awaited.isAlive())) {
        if (awaited.waitFor(POLL_INTERVAL.toMillis(), MILLISECONDS)) {
          throw failure("exited with code %d while starting".formatted(awaited.exitValue()));
        }
        Duration since = Duration.ofNanos(System.nanoTime() - begin);
        if (since.minus(reported).compareTo(progressInterval) >= 0) {
          reported = reported.plus(progressInterval);
          onProgress.accept(reported);
        }
        if (since.compareTo(service.startWithin()) > 0) {
          if (minimumHealth.isReady() && awaited.isAlive()) {
            return false;
          }
          throw failure(
              "was not ready after %d s, with a load of %.0f on %d processors"
                  .formatted(
                      service.startWithin().toSeconds(),
                      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                      Runtime.getRuntime().availableProcessors()));
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceFailure("Interrupted while %s was starting.".formatted(service.name()), e);
    }
  }

  private ServiceFailure failure(String description) {
    List<String> tail = log.tail(logStart);
    StringBuilder message = new StringBuilder(service.name()).append(' ').append(description);
    if (tail.isEmpty()) {
      message.append(" without output in ").append(log.path()).append('.');
    } else {
      message.append("; ").append(log.path()).append(" ends with:");
      tail.forEach(line -> message.append("\n  ").append(line));
    }
    return new ServiceFailure(message.toString());
  }

  /** Sends SIGTERM, and SIGKILL after the timeout. */
  void stop() {
    end(Process::destroy);
  }

  /** Sends SIGKILL. */
  void kill() {
    end(Process::destroyForcibly);
  }

  private void end(Consumer<Process> termination) {
    Process ending;
    synchronized (this) {
      expectedToRun = false;
      ending = process;
      if (ending == null) {
        return;
      }
      if (paused) {
        resume();
      }
    }
    termination.accept(ending);
    try {
      if (!ending.waitFor(service.stopWithin().toMillis(), MILLISECONDS)) {
        ending.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      ending.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    pidFile.delete();
  }

  /** Stalls the process with SIGSTOP: it keeps its connections. */
  synchronized void pause() {
    if (isAlive()) {
      signal("STOP");
      paused = true;
    }
  }

  synchronized void resume() {
    if (isAlive()) {
      signal("CONT");
    }
    paused = false;
  }

  /** Sends SIGQUIT, upon which a JVM writes a thread dump to its log. */
  synchronized void dumpThreads() {
    if (isAlive()) {
      signal("QUIT");
    }
  }

  private void signal(String signal) {
    // The shell's built-in kill: the program of that name may be missing.
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(signal, process.pid()))
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new ServiceFailure(
          "Cannot send SIG%s to %s: %s".formatted(signal, service.name(), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
