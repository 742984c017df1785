package io.evilnet.launcher.process;

import static java.util.concurrent.CompletableFuture.allOf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Services of one directory: started in parallel as far as their dependencies allow, stopped in
 * reverse order. At most one group runs in a directory at a time.
 */
public final class ServiceGroup implements AutoCloseable {
  /** Name of the pid file of the process that started the group. */
  public static final String SUPERVISOR = "supervisor";

  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(30);
  private static final Duration ORPHANS_STOP_TIMEOUT = Duration.ofSeconds(15);

  private final RunDirectory directory;
  private final Duration progressInterval;
  private final List<ServiceListener> listeners = new CopyOnWriteArrayList<>();
  private volatile Map<String, ServiceProcess> processes;
  private final Object launching = new Object();
  private RunDirectory.Lock lock;
  private volatile boolean stopping;

  /**
   * @param services in topological order of their dependencies
   */
  public ServiceGroup(RunDirectory directory, List<Service> services) {
    this(directory, services, PROGRESS_INTERVAL);
  }

  /**
   * @param progressInterval interval between notifications that a service is not ready yet
   */
  ServiceGroup(RunDirectory directory, List<Service> services, Duration progressInterval) {
    this.directory = directory;
    this.progressInterval = progressInterval;
    Map<String, ServiceProcess> all = new LinkedHashMap<>();
    for (Service service : services) {
      for (String needed : service.after()) {
        if (!all.containsKey(needed)) {
          throw new IllegalArgumentException(
              "%s depends on %s, which must precede it".formatted(service.name(), needed));
        }
      }
      if (all.put(service.name(), new ServiceProcess(service, directory)) != null) {
        throw new IllegalArgumentException("Duplicate service name: " + service.name());
      }
    }
    this.processes = all;
  }

  /** Registers a listener. */
  public void listen(ServiceListener listener) {
    listeners.add(listener);
  }

  /**
   * Starts all services and returns when they are ready; stops all and throws if one fails.
   *
   * @throws ServiceFailure naming cause and remedy
   */
  public void start() {
    directory.create();
    lock = directory.lock();
    try {
      new OrphanedProcesses(directory).stop(ORPHANS_STOP_TIMEOUT);
      directory.clearTemporary();
      directory.pidFile(SUPERVISOR).write(ProcessHandle.current());
      stopping = false;
      processes
          .values()
          .forEach(p -> p.service().ports().forEach(port -> port.requireFree(p.service().name())));
      startInOrder();
    } catch (ServiceFailure failure) {
      boolean stoppedMeanwhile = stopping;
      stop();
      throw stoppedMeanwhile ? new ServiceFailure("Stopped while starting.", failure) : failure;
    }
  }

  private void startInOrder() {
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      CompletableFuture<Void> firstFailure = new CompletableFuture<>();
      Map<String, CompletableFuture<Void>> started = new LinkedHashMap<>();
      for (ServiceProcess process : processes.values()) {
        CompletableFuture<?>[] needed =
            process.service().after().stream().map(started::get).toArray(CompletableFuture[]::new);
        CompletableFuture<Void> start =
            allOf(needed)
                .thenRunAsync(() -> start(process, process.service().minimumHealth()), pool)
                .whenComplete(
                    (done, failure) -> {
                      if (failure != null) {
                        firstFailure.completeExceptionally(failure);
                      }
                    });
        started.put(process.service().name(), start);
      }
      CompletableFuture<Void> all = allOf(started.values().toArray(CompletableFuture[]::new));
      CompletableFuture.anyOf(all, firstFailure).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause instanceof ServiceFailure failure
            ? failure
            : new ServiceFailure(cause.toString(), cause);
      }
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }

  private void start(ServiceProcess process, Health minimumHealth) {
    Service service = process.service();
    long begin = System.nanoTime();
    service.preparation().run();
    synchronized (launching) {
      if (stopping) {
        throw new ServiceFailure("Stopped before %s was started.".formatted(service.name()));
      }
      process.launch(exitCode -> listeners.forEach(l -> l.exited(service, exitCode)));
    }
    boolean ready =
        process.awaitReady(
            minimumHealth,
            progressInterval,
            since -> listeners.forEach(listener -> listener.starting(service, since)));
    long pid = process.handle().map(ProcessHandle::pid).orElseThrow();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    if (ready) {
      listeners.forEach(listener -> listener.ready(service, pid, took));
    } else {
      listeners.forEach(listener -> listener.unready(service, pid, took));
    }
  }

  /** Stops all services, dependents first, and releases the directory. */
  public void stop() {
    end(ServiceProcess::stop);
  }

  /** Kills all services with SIGKILL, dependents first, and releases the directory. */
  public void kill() {
    end(ServiceProcess::kill);
  }

  private synchronized void end(Consumer<ServiceProcess> action) {
    synchronized (launching) {
      stopping = true;
    }
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      List<ServiceProcess> reversed = new ArrayList<>(processes.values());
      Collections.reverse(reversed);
      Map<String, CompletableFuture<Void>> stopped = new LinkedHashMap<>();
      for (ServiceProcess process : reversed) {
        String name = process.service().name();
        CompletableFuture<?>[] dependents =
            stopped.keySet().stream()
                .filter(other -> processes.get(other).service().after().contains(name))
                .map(stopped::get)
                .toArray(CompletableFuture[]::new);
        stopped.put(name, allOf(dependents).thenRunAsync(() -> end(process, action), pool));
      }
      allOf(stopped.values().toArray(CompletableFuture[]::new)).join();
    } finally {
      pool.shutdown();
      if (lock != null) {
        directory.pidFile(SUPERVISOR).delete();
        lock.close();
        lock = null;
      }
    }
  }

  private void end(ServiceProcess process, Consumer<ServiceProcess> action) {
    if (process.isAlive()) {
      long begin = System.nanoTime();
      action.accept(process);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      listeners.forEach(listener -> listener.stopped(process.service(), took));
    }
  }

  /**
   * Adds a service to a started group and returns when it is ready; it is part of the group even if
   * its start fails.
   */
  public void add(Service service) {
    ServiceProcess process = new ServiceProcess(service, directory);
    change(
        all -> {
          if (all.putIfAbsent(service.name(), process) != null) {
            throw new IllegalArgumentException("Duplicate service name: " + service.name());
          }
        });
    start(process, service.minimumHealth());
  }

  /** Stops a service and removes it from the group. */
  public void remove(String name) {
    ServiceProcess process = process(name);
    change(all -> all.remove(name));
    end(process, ServiceProcess::stop);
  }

  /** Copy-on-write, because other threads iterate over the services. */
  private synchronized void change(Consumer<Map<String, ServiceProcess>> change) {
    Map<String, ServiceProcess> all = new LinkedHashMap<>(processes);
    change.accept(all);
    processes = all;
  }

  /** Stops the service if it is running, starts it, and returns when it is ready or live. */
  public void restart(String name) {
    ServiceProcess process = process(name);
    process.stop();
    Service service = process.service();
    start(
        process,
        () ->
            service.minimumHealth().isReady()
                || service.live().filter(Health::isReady).isPresent());
  }

  /** Kills the service with SIGKILL. */
  public void kill(String name) {
    process(name).kill();
  }

  /** Stalls the service with SIGSTOP. */
  public void pause(String name) {
    process(name).pause();
  }

  /** Resumes the service with SIGCONT. */
  public void resume(String name) {
    process(name).resume();
  }

  public boolean isAlive(String name) {
    return process(name).isAlive();
  }

  public boolean anyAlive() {
    return processes.values().stream().anyMatch(ServiceProcess::isAlive);
  }

  /** Returns the live process of the service. */
  public Optional<ProcessHandle> handle(String name) {
    return process(name).handle().filter(ProcessHandle::isAlive);
  }

  public List<Service> services() {
    return processes.values().stream().map(ServiceProcess::service).toList();
  }

  /** Rotates logs that exceed their size limit. */
  void rotateLogs() {
    processes.values().forEach(process -> process.log().rotateIfLargerThan(LogFile.LIMIT_BYTES));
  }

  /** Writes a thread dump of the service's JVM to its log. */
  void dumpThreads(String name) {
    process(name).dumpThreads();
  }

  boolean isStopping() {
    return stopping;
  }

  private ServiceProcess process(String name) {
    ServiceProcess process = processes.get(name);
    if (process == null) {
      throw new IllegalArgumentException(
          "Unknown service %s; known services: %s".formatted(name, processes.keySet()));
    }
    return process;
  }

  @Override
  public void close() {
    stop();
  }
}
