package io.evilnet.chaos.fault;

import io.evilnet.chaos.system.RunningSystem;
import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.process.JavaCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Restarts a process as an operator does: sends SIGTERM, then waits until {@code bin/evilnet
 * status} reports all services as healthy and every replica is in sync.
 */
public final class RollingRestart {

  public static final Duration HEALTH_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final RunningSystem system;
  private final FaultInjector injector;

  public RollingRestart(RunningSystem system, FaultInjector injector) {
    this.system = system;
    this.injector = injector;
  }

  /**
   * Restarts the target of a fault and waits for the recovery.
   *
   * @return the time it took
   * @throws IllegalStateException if not all services are healthy in time
   */
  public Duration restart(Fault fault) throws IOException, InterruptedException {
    String target = fault.targets().get(0);
    Optional<Long> before = system.process(target).map(ProcessHandle::pid);
    long start = System.nanoTime();
    injector.inject(fault);
    long deadline = start + HEALTH_TIMEOUT.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Long> now = system.process(target).map(ProcessHandle::pid);
      if (now.isPresent() && !now.equals(before) && isHealthy() && isInSync()) {
        return Duration.ofNanos(System.nanoTime() - start);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
    }
    throw new IllegalStateException(
        "timed out waiting for healthy services %d s after the restart of %s"
            .formatted(HEALTH_TIMEOUT.toSeconds(), target));
  }

  private boolean isHealthy() throws IOException, InterruptedException {
    JavaCommand java =
        new JavaCommand(
            Project.find().applicationClasspath("infra/launcher"),
            List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            "io.evilnet.launcher.cli.Main",
            List.of("status", "--data-dir=" + system.directory()));
    ProcessBuilder status =
        new ProcessBuilder(java.line())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    status.environment().keySet().removeIf(name -> name.startsWith("EVILNET_"));
    status.environment().putAll(java.environment());
    status.environment().put("EVILNET_CONFIG", system.clusterFile().toString());
    return status.start().waitFor() == 0;
  }

  private boolean isInSync() throws InterruptedException {
    try (Admin admin = system.clients().kafka().admin(TIMEOUT)) {
      return admin
          .describeTopics(admin.listTopics().names().get())
          .allTopicNames()
          .get()
          .values()
          .stream()
          .map(TopicDescription::partitions)
          .flatMap(List::stream)
          .allMatch(partition -> partition.isr().size() == partition.replicas().size());
    } catch (ExecutionException unavailable) {
      return false;
    }
  }
}
