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
  private static final Duration LOG_ROTATION_INTERVAL = Duration.ofSeconds(10);

  private final ServiceGroup group;
  private final RestartDelays delays;
  private final RestartListener listener;
  private final LivenessPolicy livenessPolicy;
  private final Watchdog watchdog;
  private final ScheduledExecutorService executor;
  private final Map<String, Failures> failures = new ConcurrentHashMap<>();

  /** Listener for the supervisor's actions. */
  public interface RestartListener extends Watchdog.Listener {
    void restarting(Service service, Duration delay);

    /** The service could not be started; the restart will be retried. */
    void failed(Service service, String reason);

    /** A periodic task of the supervisor failed; it will be retried. */
    void taskFailed(String reason);
  }

  public Supervisor(
      ServiceGroup group,
      RestartDelays delays,
      LivenessPolicy livenessPolicy,
      RestartListener listener) {
    this.group = group;
    this.delays = delays;
    this.livenessPolicy = livenessPolicy;
    this.listener = listener;
    this.watchdog = new Watchdog(group, livenessPolicy, listener);
    ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(
            group.services().size() + 2, DaemonThreads.named("supervisor"));
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.executor = pool;
  }

  /** Starts the supervision of a group that has been started. */
  public void begin() {
    for (Service service : group.services()) {
      failures.put(service.name(), new Failures());
    }
    group.listen(this);
    group.services().stream()
        .filter(service -> !group.isAlive(service.name()))
        .forEach(this::restartLater);
    scheduleRepeatedly(LOG_ROTATION_INTERVAL, group::rotateLogs);
    scheduleRepeatedly(livenessPolicy.every(), watchdog::checkAll);
  }

  /**
   * Schedules a task at a fixed delay: a failure, after which the executor would cancel it, is
   * reported instead.
   */
  private void scheduleRepeatedly(Duration every, Runnable task) {
    Runnable reportingTask =
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            if (!executor.isShutdown()) {
              listener.taskFailed(String.valueOf(e.getMessage()));
            }
          }
        };
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(
            reportingTask, every.toMillis(), every.toMillis(), MILLISECONDS);
  }

  @Override
  public void exited(Service service, int exitCode) {
    restartLater(service);
  }

  private void restartLater(Service service) {
    if (!group.services().contains(service)) {
      return;
    }
    Failures failuresOfService = failures.computeIfAbsent(service.name(), name -> new Failures());
    if (group.isStopping() || !failuresOfService.claim(delays)) {
      return;
    }
    schedule(service, failuresOfService);
  }

  private void schedule(Service service, Failures failuresOfService) {
    if (executor.isShutdown()) {
      return;
    }
    boolean hasSubstitute = service.substitutes().stream().anyMatch(group::isAlive);
    Duration delay = delays.after(failuresOfService.consecutive(), hasSubstitute);
    listener.restarting(service, delay);
    ScheduledFuture<?> unused =
        executor.schedule(
            () -> restart(service, failuresOfService), delay.toMillis(), MILLISECONDS);
  }

  private void restart(Service service, Failures failuresOfService) {
    if (!group.services().contains(service)) {
      // A service that is added with this name later starts without failures.
      failures.remove(service.name(), failuresOfService);
      return;
    }
    try {
      group.restart(service.name());
    } catch (RuntimeException failure) {
      if (!group.isStopping() && !executor.isShutdown()) {
        listener.failed(service, String.valueOf(failure.getMessage()));
        failuresOfService.failedAgain();
        schedule(service, failuresOfService);
      }
      return;
    }
    failuresOfService.restarted();
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
  private static final class Failures {
    private int consecutive;
    private boolean restarting;
    private long upSince = System.nanoTime();

    /** Counts a failure, unless a restart is already scheduled. */
    synchronized boolean claim(RestartDelays delays) {
      if (restarting) {
        return false;
      }
      restarting = true;
      boolean wasStable = System.nanoTime() - upSince >= delays.stableAfter().toNanos();
      consecutive = wasStable ? 1 : consecutive + 1;
      return true;
    }

    synchronized void failedAgain() {
      consecutive++;
    }

    synchronized void restarted() {
      restarting = false;
      upSince = System.nanoTime();
    }

    synchronized int consecutive() {
      return consecutive;
    }
  }
}
