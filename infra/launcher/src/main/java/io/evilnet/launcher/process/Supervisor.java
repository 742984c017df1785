package io.evilnet.launcher.process;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.evilnet.platform.lifecycle.DaemonThreads;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Supervises the services of a group: restarts terminated services, kills those that fail their
 * liveness check, and rotates the logs.
 */
public final class Supervisor implements ServiceListener, AutoCloseable {
  private static final Duration BETWEEN_LOG_CUTS = Duration.ofSeconds(10);

  private final ServiceGroup group;
  private final RestartDelays delays;
  private final RestartListener listener;
  private final Patience patience;
  private final Watchdog watchdog;
  private final ScheduledExecutorService executor;
  private final Map<String, Deaths> deaths = new ConcurrentHashMap<>();

  /** Listener for the supervisor's actions. */
  public interface RestartListener extends Watchdog.Listener {
    void restarting(Service service, Duration delay);

    /** The service could not be started; the restart will be retried. */
    void failed(Service service, String reason);

    /** A periodic task of the supervisor failed; it will be retried. */
    void problem(String reason);
  }

  public Supervisor(
      ServiceGroup group, RestartDelays delays, Patience patience, RestartListener listener) {
    this.group = group;
    this.delays = delays;
    this.patience = patience;
    this.listener = listener;
    this.watchdog = new Watchdog(group, patience, listener);
    ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(
            group.services().size() + 2, DaemonThreads.named("supervisor"));
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.executor = pool;
  }

  /** Starts the supervision of a group that has been started. */
  public void begin() {
    for (Service service : group.services()) {
      deaths.put(service.name(), new Deaths());
    }
    group.listen(this);
    group.services().stream()
        .filter(service -> !group.isAlive(service.name()))
        .forEach(this::restartLater);
    again(BETWEEN_LOG_CUTS, group::cutLogs);
    again(patience.every(), watchdog::look);
  }

  /**
   * Schedules a task at a fixed delay: a failure, after which the executor would cancel it, is
   * reported instead.
   */
  private void again(Duration every, Runnable task) {
    Runnable told =
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            if (!executor.isShutdown()) {
              listener.problem(String.valueOf(e.getMessage()));
            }
          }
        };
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(told, every.toMillis(), every.toMillis(), MILLISECONDS);
  }

  @Override
  public void died(Service service, int exitCode) {
    restartLater(service);
  }

  private void restartLater(Service service) {
    if (!group.services().contains(service)) {
      return;
    }
    Deaths counted = deaths.computeIfAbsent(service.name(), name -> new Deaths());
    if (group.isStopping() || !counted.claim(delays)) {
      return;
    }
    schedule(service, counted);
  }

  private void schedule(Service service, Deaths counted) {
    if (executor.isShutdown()) {
      return;
    }
    boolean hasSubstitute = service.substitutes().stream().anyMatch(group::isAlive);
    Duration delay = delays.after(counted.inARow(), hasSubstitute);
    listener.restarting(service, delay);
    ScheduledFuture<?> unused =
        executor.schedule(() -> restart(service, counted), delay.toMillis(), MILLISECONDS);
  }

  private void restart(Service service, Deaths counted) {
    if (!group.services().contains(service)) {
      return;
    }
    try {
      group.restart(service.name());
    } catch (RuntimeException failure) {
      if (!group.isStopping() && !executor.isShutdown()) {
        listener.failed(service, String.valueOf(failure.getMessage()));
        counted.again();
        schedule(service, counted);
      }
      return;
    }
    counted.up();
    if (!group.isAlive(service.name())) {
      restartLater(service);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    watchdog.close();
  }

  /** Consecutive failures of a service since it was last stable. */
  private static final class Deaths {
    private int inARow;
    private boolean restarting;
    private long upSince = System.nanoTime();

    /** Counts a failure, unless a restart is already scheduled. */
    synchronized boolean claim(RestartDelays delays) {
      if (restarting) {
        return false;
      }
      restarting = true;
      boolean wasStable = System.nanoTime() - upSince >= delays.stableAfter().toNanos();
      inARow = wasStable ? 1 : inARow + 1;
      return true;
    }

    synchronized void again() {
      inARow++;
    }

    synchronized void up() {
      restarting = false;
      upSince = System.nanoTime();
    }

    synchronized int inARow() {
      return inARow;
    }
  }
}
