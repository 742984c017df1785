package io.evilnet.infra.process;

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

/** One service and the process that runs it, if one does. */
final class ServiceProcess {
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

  private final Service service;
  private final PidFile pidFile;
  private final LogFile log;

  private Process process;
  private boolean wanted;
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

  /** The process, alive or not, of the last start. */
  synchronized Optional<ProcessHandle> handle() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  /**
   * Starts the process and returns at once.
   *
   * @param onDeath told the exit code when the process ends without having been asked to
   */
  synchronized void launch(IntConsumer onDeath) {
    if (isAlive()) {
      throw new IllegalStateException(service.name() + " runs already");
    }
    service.ports().forEach(port -> port.requireFree(service.name()));
    log.cutWhenTooLong(LogFile.LIMIT_BYTES);
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
      throw new ServiceFailure(
          "%s cannot be started: %s".formatted(service.name(), e.getMessage()), e);
    }
    wanted = true;
    paused = false;
    pidFile.write(process.toHandle());
    Process started = process;
    CompletableFuture<Void> unused = started.onExit().thenAccept(ended -> ended(started, onDeath));
  }

  private void ended(Process ended, IntConsumer onDeath) {
    synchronized (this) {
      if (ended != process || !wanted) {
        return;
      }
      wanted = false;
      pidFile.delete();
    }
    onDeath.accept(ended.exitValue());
  }

  /**
   * Waits until the service answers that it is up, within its bound.
   *
   * @param enough whether it may go on as it is when the bound is over
   * @param notYet told each time that {@code tellEvery} has passed, and since when it is starting
   * @return whether it is; false when it does what it can and goes on trying
   */
  boolean awaitReady(Health enough, Duration tellEvery, Consumer<Duration> notYet) {
    Process awaited;
    synchronized (this) {
      awaited = process;
    }
    long begin = System.nanoTime();
    Duration told = Duration.ZERO;
    try {
      // Alive as well: the answer could be that of another program on the same port.
      while (!(service.health().isReady() && awaited.isAlive())) {
        if (awaited.waitFor(BETWEEN_QUESTIONS.toMillis(), MILLISECONDS)) {
          throw failure("ended with exit code %d while starting".formatted(awaited.exitValue()));
        }
        Duration since = Duration.ofNanos(System.nanoTime() - begin);
        if (since.minus(told).compareTo(tellEvery) >= 0) {
          told = told.plus(tellEvery);
          notYet.accept(told);
        }
        if (since.compareTo(service.startWithin()) > 0) {
          if (enough.isReady() && awaited.isAlive()) {
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

  private ServiceFailure failure(String what) {
    List<String> tail = log.tail(logStart);
    StringBuilder message = new StringBuilder(service.name()).append(' ').append(what);
    if (tail.isEmpty()) {
      message.append(" and wrote nothing to ").append(log.path()).append('.');
    } else {
      message.append("; ").append(log.path()).append(" ends with:");
      tail.forEach(line -> message.append("\n  ").append(line));
    }
    return new ServiceFailure(message.toString());
  }

  /** Asks the process to end, and kills it when it has not after its bound. */
  void stop() {
    end(Process::destroy);
  }

  /** Kills the process: it gets no chance to do anything more. */
  void kill() {
    end(Process::destroyForcibly);
  }

  private void end(Consumer<Process> how) {
    Process ending;
    synchronized (this) {
      wanted = false;
      ending = process;
      if (ending == null) {
        return;
      }
      if (paused) {
        resume();
      }
    }
    how.accept(ending);
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

  /** Stalls the process: it stays, with all its connections, and does nothing. */
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

  /** Has a JVM write what its threads do, which goes into the log. */
  synchronized void dumpThreads() {
    if (isAlive()) {
      signal("QUIT");
    }
  }

  private void signal(String signal) {
    // The shell's own kill: a machine need not have the program of that name.
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
