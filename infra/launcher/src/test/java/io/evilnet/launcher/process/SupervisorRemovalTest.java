package io.evilnet.launcher.process;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervision of a group from which services are removed. */
class SupervisorRemovalTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration DELAY = Duration.ofMillis(300);
  private static final RestartDelays DELAYS = new RestartDelays(DELAY, DELAY, DELAY, Duration.ZERO);

  @TempDir private Path directory;

  @Test
  void shouldRestartServiceAddedAfterRemovalDuringPendingRestart() {
    Service worker = Shell.lasting("worker", directory).build();
    Service other = Shell.lasting("other", directory).build();
    try (ServiceGroup group =
            new ServiceGroup(new RunDirectory(directory), List.of(worker, other));
        Supervisor supervisor =
            new Supervisor(group, DELAYS, LivenessPolicy.DEFAULT, new Unobserved())) {
      group.start();
      supervisor.begin();
      supervisor.exited(worker, 1);
      group.remove("worker");
      // Restarts are executed in their order: that of the removed service precedes this one.
      killAndAwaitRestart(group, "other");
      group.add(worker);

      killAndAwaitRestart(group, "worker");
    }
  }

  private static void killAndAwaitRestart(ServiceGroup group, String name) {
    ProcessHandle killed = group.handle(name).orElseThrow();
    killed.destroyForcibly();
    await()
        .atMost(TIMEOUT)
        .until(() -> group.handle(name).filter(next -> !next.equals(killed)).isPresent());
  }

  private static final class Unobserved implements Supervisor.RestartListener {

    @Override
    public void restarting(Service service, Duration delay) {}

    @Override
    public void failed(Service service, String reason) {}

    @Override
    public void stuck(Service service, Duration since, String reason) {}

    @Override
    public void taskFailed(String reason) {}
  }
}
