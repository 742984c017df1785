package io.evilnet.launcher.process;

import io.evilnet.platform.lifecycle.DaemonThreads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Kills services whose liveness check fails after it has succeeded. A check that has not succeeded
 * yet is subject to the start timeout instead.
 */
final class Watchdog implements AutoCloseable {
  /** Listener that is called before a service is killed. */
  interface Listener {
    void stuck(Service service, Duration since, String reason);
  }

  private final ServiceGroup group;
  private final LivenessPolicy policy;
  private final Listener listener;
  private final ExecutorService executor =
      Executors.newCachedThreadPool(DaemonThreads.named("watchdog"));
  private final Map<String, CheckHistory> histories = new ConcurrentHashMap<>();

  Watchdog(ServiceGroup group, LivenessPolicy policy, Listener listener) {
    this.group = group;
    this.policy = policy;
    this.listener = listener;
  }

  /**
   * Performs the liveness checks of all services concurrently, and kills those that have failed too
   * often in a row.
   */
  void checkAll() {
    List<Service> services = group.services();
    histories.keySet().retainAll(services.stream().map(Service::name).toList());
    CompletableFuture.allOf(
            services.stream()
                .filter(service -> service.live().isPresent())
                .map(service -> CompletableFuture.runAsync(() -> check(service), executor))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private void check(Service service) {
    Optional<ProcessHandle> process = group.handle(service.name());
    if (process.isEmpty()) {
      return;
    }
    CheckHistory history =
        histories.compute(
            service.name(),
            (name, before) ->
                before != null && before.process.equals(process.get())
                    ? before
                    : new CheckHistory(process.get()));
    Health.Result result = service.live().orElseThrow().result();
    if (result.ready()) {
      history.succeeded();
    } else if (history.failed() >= policy.misses() && !group.isStopping()) {
      listener.stuck(service, history.sinceLastSuccess(), result.reason().orElse(""));
      kill(service, process.get());
    }
  }

  /** Kills the process after a thread dump: a stuck process does not handle SIGTERM either. */
  private void kill(Service service, ProcessHandle process) {
    group.dumpThreads(service.name());
    try {
      process.onExit().get(policy.dumpWithin().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException dumped) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /** Liveness of one process of a service. Confined to one thread at a time. */
  private static final class CheckHistory {
    private final ProcessHandle process;
    private boolean hasSucceeded;
    private int misses;
    private long lastSuccess;

    private CheckHistory(ProcessHandle process) {
      this.process = process;
    }

    void succeeded() {
      hasSucceeded = true;
      misses = 0;
      lastSuccess = System.nanoTime();
    }

    /** Counts a failed check, if one has succeeded before. */
    int failed() {
      return hasSucceeded ? ++misses : 0;
    }

    Duration sinceLastSuccess() {
      return Duration.ofNanos(System.nanoTime() - lastSuccess);
    }
  }
}
