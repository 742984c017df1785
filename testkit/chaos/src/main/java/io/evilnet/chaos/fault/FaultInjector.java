package io.evilnet.chaos.fault;

import io.evilnet.chaos.fault.Fault.Kind;
import io.evilnet.chaos.system.ProcessNames;
import io.evilnet.chaos.system.RunningSystem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** Injects faults into a running system and records their times. */
public final class FaultInjector {

  private static final Duration KILL_INTERVAL = Duration.ofMillis(200);
  private static final Duration CLOCK_JUMP = Duration.ofSeconds(20);
  private static final Duration LARGE_CLOCK_JUMP = Duration.ofHours(3);
  private static final Duration SUPERVISOR_DOWNTIME = Duration.ofSeconds(5);
  private static final Duration LINK_DELAY = Duration.ofMillis(300);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final RunningSystem system;
  private final UnexpectedExits unexpectedExits;
  private final Consumer<String> out;
  private final List<InjectedFault> injected = new ArrayList<>();

  /**
   * Read lock for faults of processes, write lock for a fault of the supervisor until it is
   * restarted: a service killed during startup fails the whole start, which only an operator would
   * repeat.
   */
  private final ReadWriteLock supervised = new ReentrantReadWriteLock(true);

  public FaultInjector(
      RunningSystem system, UnexpectedExits unexpectedExits, Consumer<String> out) {
    this.system = system;
    this.unexpectedExits = unexpectedExits;
    this.out = out;
  }

  /** Returns the completed faults, ordered by their start. */
  public synchronized List<InjectedFault> all() {
    return injected.stream().sorted((one, other) -> one.from().compareTo(other.from())).toList();
  }

  /** Injects a fault and returns when it is over. */
  public void inject(Fault planned) {
    try {
      Fault fault = resolved(planned);
      if (!fault.kind().isOfProcess()) {
        execute(fault);
        return;
      }
      boolean ofSupervisor = fault.targets().contains(FaultPlan.SUPERVISOR);
      Lock lock = ofSupervisor ? supervised.writeLock() : supervised.readLock();
      lock.lockInterruptibly();
      try {
        execute(fault);
      } finally {
        lock.unlock();
      }
    } catch (IOException e) {
      out.accept(planned + " failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void execute(Fault fault) throws IOException, InterruptedException {
    out.accept(fault.toString());
    Instant from = Instant.now();
    if (fault.targets().contains(FaultPlan.SUPERVISOR)) {
      system.restartSupervisor(SUPERVISOR_DOWNTIME);
      out.accept("the supervisor was restarted");
    } else if (fault.kind() == Kind.DOWN) {
      keepDown(fault);
    } else if (fault.kind().isOfProcess()) {
      injectProcessFault(fault);
    } else if (fault.kind().isOfClock()) {
      setClock(fault);
    } else if (fault.kind() == Kind.FULL_DISK) {
      fillDisk(fault);
    } else {
      injectLinkFault(fault);
    }
    if (!fault.duration().isZero()) {
      out.accept("over: " + fault);
    }
    synchronized (this) {
      injected.add(new InjectedFault(fault, from, Instant.now()));
    }
  }

  private void injectProcessFault(Fault fault) throws IOException, InterruptedException {
    for (String target : fault.targets()) {
      if (fault.kind() == Kind.TERMINATE) {
        unexpectedExits.expectExit(target);
      }
      if (!system.signal(target, signal(fault.kind()))) {
        out.accept(target + " was not running");
      }
    }
    if (fault.kind() == Kind.STALL) {
      awaitEnd(fault);
      for (String target : fault.targets()) {
        system.signal(target, "CONT");
      }
    }
  }

  private void keepDown(Fault fault) throws IOException, InterruptedException {
    long end = System.nanoTime() + fault.duration().toNanos();
    while (System.nanoTime() < end) {
      for (String target : fault.targets()) {
        system.signal(target, "KILL");
      }
      TimeUnit.MILLISECONDS.sleep(KILL_INTERVAL.toMillis());
    }
  }

  private void injectLinkFault(Fault fault) throws InterruptedException {
    for (String target : fault.targets()) {
      switch (fault.kind()) {
        case SLOW_LINK -> system.links().slow(target, LINK_DELAY);
        case SILENT_LINK -> system.links().dropTraffic(target);
        default -> system.links().reset(target);
      }
    }
    awaitEnd(fault);
    if (!fault.duration().isZero()) {
      fault.targets().forEach(system.links()::restore);
    }
  }

  private void fillDisk(Fault fault) throws IOException, InterruptedException {
    if (system.disk().isEmpty()) {
      out.accept("skipped, no disk to fill: mounting it requires root");
      return;
    }
    system.disk().get().fill();
    awaitEnd(fault);
    system.disk().get().free();
  }

  private void setClock(Fault fault) throws IOException {
    if (system.clock().isEmpty()) {
      out.accept("skipped, no adjustable clock: install libfaketime");
      return;
    }
    system
        .clock()
        .get()
        .move(
            switch (fault.kind()) {
              case CLOCK_BACK -> CLOCK_JUMP.negated();
              case CLOCK_HOURS_FORWARD -> LARGE_CLOCK_JUMP;
              default -> CLOCK_JUMP;
            });
  }

  private static void awaitEnd(Fault fault) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(fault.duration().toMillis());
  }

  /** Replaces the controller by the node that is the active controller now. */
  private Fault resolved(Fault fault) throws InterruptedException {
    return fault.targets().contains(FaultPlan.CONTROLLER)
        ? new Fault(fault.at(), fault.kind(), List.of(controller()), fault.duration())
        : fault;
  }

  private String controller() throws InterruptedException {
    try (Admin admin = system.clients().kafka().admin(TIMEOUT)) {
      int leader = admin.describeMetadataQuorum().quorumInfo().get().leaderId();
      return ProcessNames.CONTROLLERS.get(leader - 1);
    } catch (ExecutionException unavailable) {
      return ProcessNames.CONTROLLERS.get(ProcessNames.CONTROLLERS.size() - 1);
    }
  }

  private static String signal(Kind kind) {
    return switch (kind) {
      case KILL -> "KILL";
      case TERMINATE -> "TERM";
      default -> "STOP";
    };
  }
}
