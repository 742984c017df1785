package io.evilnet.infra.process;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Keeps the services of a group running: starts again what died, and keeps the logs bounded. */
public final class Supervisor implements ServiceListener, AutoCloseable {
  private static final Duration BETWEEN_LOG_CUTS = Duration.ofSeconds(10);

  private final ServiceGroup group;
  private final RestartDelays delays;
  private final RestartListener listener;
  private final ScheduledExecutorService executor;
  private final Map<String, Deaths> deaths = new ConcurrentHashMap<>();

  /** Told what the supervisor does. */
  public interface RestartListener {
    void restarting(Service service, Duration delay);

    /** The service could not be started; it will be tried again. */
    void failed(Service service, String reason);
  }

  public Supervisor(ServiceGroup group, RestartDelays delays, RestartListener listener) {
    this.group = group;
    this.delays = delays;
    this.listener = listener;
    ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(group.services().size() + 1, Supervisor::daemon);
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.executor = pool;
  }

  /** Begins with a group that has been started. */
  public void begin() {
    for (Service service : group.services()) {
      deaths.put(service.name(), new Deaths());
    }
    group.listen(this);
    group.services().stream()
        .filter(service -> !group.isAlive(service.name()))
        .forEach(this::restartLater);
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(
            group::cutLogs, BETWEEN_LOG_CUTS.toMillis(), BETWEEN_LOG_CUTS.toMillis(), MILLISECONDS);
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
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "supervisor");
    thread.setDaemon(true);
    return thread;
  }

  /** The deaths of one service since it was last stable. */
  private static final class Deaths {
    private int inARow;
    private boolean restarting;
    private long upSince = System.nanoTime();

    /** Counts a death, unless its consequence is under way. */
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
