package io.evilnet.chaos.fault;

import io.evilnet.chaos.fault.Fault.Kind;
import io.evilnet.chaos.system.BrokerAdmin;
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
public final class Strikes {

  private static final Duration KILL_AGAIN = Duration.ofMillis(200);
  private static final Duration CLOCK_JUMPS = Duration.ofSeconds(20);
  private static final Duration CLOCK_LEAPS = Duration.ofHours(3);
  private static final Duration UNSUPERVISED = Duration.ofSeconds(5);
  private static final Duration SLOW_BY = Duration.ofMillis(300);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  private final RunningSystem system;
  private final Deaths deaths;
  private final Consumer<String> say;
  private final List<Struck> struck = new ArrayList<>();

  /**
   * Read lock for faults of processes, write lock for a fault of the supervisor until it is
   * restarted: a service that is killed while it starts fails the whole start, which only an
   * operator would repeat.
   */
  private final ReadWriteLock supervised = new ReentrantReadWriteLock(true);

  public Strikes(RunningSystem system, Deaths deaths, Consumer<String> say) {
    this.system = system;
    this.deaths = deaths;
    this.say = say;
  }

  /** Returns the completed faults, ordered by their start. */
  public synchronized List<Struck> all() {
    return struck.stream().sorted((one, other) -> one.from().compareTo(other.from())).toList();
  }

  /** Injects a fault and returns when it is over. */
  public void strike(Fault planned) {
    try {
      Fault fault = resolved(planned);
      if (!fault.kind().isOfProcess()) {
        happen(fault);
        return;
      }
      boolean ofSupervisor = fault.targets().contains(FaultPlan.SUPERVISOR);
      Lock lock = ofSupervisor ? supervised.writeLock() : supervised.readLock();
      lock.lockInterruptibly();
      try {
        happen(fault);
      } finally {
        lock.unlock();
      }
    } catch (IOException e) {
      say.accept(planned + " failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void happen(Fault fault) throws IOException, InterruptedException {
    say.accept(fault.toString());
    Instant from = Instant.now();
    if (fault.targets().contains(FaultPlan.SUPERVISOR)) {
      system.restartSupervisor(UNSUPERVISED);
      say.accept("the supervisor was restarted");
    } else if (fault.kind() == Kind.DOWN) {
      keepDown(fault);
    } else if (fault.kind().isOfProcess()) {
      hurtProcesses(fault);
    } else if (fault.kind().isOfClock()) {
      setClock(fault);
    } else if (fault.kind() == Kind.FULL_DISK) {
      fillDisk(fault);
    } else {
      hurtLinks(fault);
    }
    if (!fault.lasts().isZero()) {
      say.accept("over: " + fault);
    }
    synchronized (this) {
      struck.add(new Struck(fault, from, Instant.now()));
    }
  }

  private void hurtProcesses(Fault fault) throws IOException, InterruptedException {
    for (String target : fault.targets()) {
      if (fault.kind() == Kind.TERMINATE) {
        deaths.told(target);
      }
      if (!system.signal(target, signal(fault.kind()))) {
        say.accept(target + " was not running");
      }
    }
    if (fault.kind() == Kind.STALL) {
      last(fault);
      for (String target : fault.targets()) {
        system.signal(target, "CONT");
      }
    }
  }

  private void keepDown(Fault fault) throws IOException, InterruptedException {
    long end = System.nanoTime() + fault.lasts().toNanos();
    while (System.nanoTime() < end) {
      for (String target : fault.targets()) {
        system.signal(target, "KILL");
      }
      TimeUnit.MILLISECONDS.sleep(KILL_AGAIN.toMillis());
    }
  }

  private void hurtLinks(Fault fault) throws InterruptedException {
    for (String target : fault.targets()) {
      switch (fault.kind()) {
        case SLOW_LINK -> system.links().slow(target, SLOW_BY);
        case SILENT_LINK -> system.links().silence(target);
        default -> system.links().reset(target);
      }
    }
    last(fault);
    if (!fault.lasts().isZero()) {
      fault.targets().forEach(system.links()::mend);
    }
  }

  private void fillDisk(Fault fault) throws IOException, InterruptedException {
    if (system.disk().isEmpty()) {
      say.accept("skipped, no disk to fill: mounting it requires root");
      return;
    }
    system.disk().get().fill();
    last(fault);
    system.disk().get().free();
  }

  private void setClock(Fault fault) throws IOException {
    if (system.clock().isEmpty()) {
      say.accept("skipped, no adjustable clock: install libfaketime");
      return;
    }
    system
        .clock()
        .get()
        .move(
            switch (fault.kind()) {
              case CLOCK_BACK -> CLOCK_JUMPS.negated();
              case CLOCK_HOURS_FORWARD -> CLOCK_LEAPS;
              default -> CLOCK_JUMPS;
            });
  }

  private static void last(Fault fault) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(fault.lasts().toMillis());
  }

  /** Replaces the controller by the node that is the active controller now. */
  private Fault resolved(Fault fault) throws InterruptedException {
    return fault.targets().contains(FaultPlan.CONTROLLER)
        ? new Fault(fault.at(), fault.kind(), List.of(controller()), fault.lasts())
        : fault;
  }

  private String controller() throws InterruptedException {
    try (Admin admin = BrokerAdmin.open(system, ANSWER_WITHIN)) {
      int leader = admin.describeMetadataQuorum().quorumInfo().get().leaderId();
      return ProcessNames.VOTERS.get(leader - 1);
    } catch (ExecutionException nobodyAnswers) {
      return ProcessNames.VOTERS.get(ProcessNames.VOTERS.size() - 1);
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
