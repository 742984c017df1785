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
    void stuck(Service service, Duration since, String complaint);
  }

  private final ServiceGroup group;
  private final Patience patience;
  private final Listener listener;
  private final ExecutorService questions =
      Executors.newCachedThreadPool(DaemonThreads.named("watchdog"));
  private final Map<String, Life> lives = new ConcurrentHashMap<>();

  Watchdog(ServiceGroup group, Patience patience, Listener listener) {
    this.group = group;
    this.patience = patience;
    this.listener = listener;
  }

  /**
   * Performs the liveness checks of all services concurrently, and kills those that have failed too
   * often in a row.
   */
  void look() {
    List<Service> services = group.services();
    lives.keySet().retainAll(services.stream().map(Service::name).toList());
    CompletableFuture.allOf(
            services.stream()
                .filter(service -> service.live().isPresent())
                .map(service -> CompletableFuture.runAsync(() -> look(service), questions))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private void look(Service service) {
    Optional<ProcessHandle> process = group.handle(service.name());
    if (process.isEmpty()) {
      return;
    }
    Life life =
        lives.compute(
            service.name(),
            (name, before) ->
                before != null && before.process.equals(process.get())
                    ? before
                    : new Life(process.get()));
    Health.Answer answer = service.live().orElseThrow().answer();
    if (answer.ready()) {
      life.answered();
    } else if (life.missed() >= patience.misses() && !group.isStopping()) {
      listener.stuck(service, life.silent(), answer.complaint().orElse(""));
      end(service, process.get());
    }
  }

  /** Kills the process after a thread dump: a stuck process does not handle SIGTERM either. */
  private void end(Service service, ProcessHandle process) {
    group.dumpThreads(service.name());
    try {
      process.onExit().get(patience.dumpWithin().toMillis(), TimeUnit.MILLISECONDS);
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
    questions.shutdownNow();
  }

  /** Liveness of one process of a service. Confined to one thread at a time. */
  private static final class Life {
    private final ProcessHandle process;
    private boolean hasAnswered;
    private int misses;
    private long lastAnswer;

    private Life(ProcessHandle process) {
      this.process = process;
    }

    void answered() {
      hasAnswered = true;
      misses = 0;
      lastAnswer = System.nanoTime();
    }

    /** Counts a failed check, if one has succeeded before. */
    int missed() {
      return hasAnswered ? ++misses : 0;
    }

    Duration silent() {
      return Duration.ofNanos(System.nanoTime() - lastAnswer);
    }
  }
}
