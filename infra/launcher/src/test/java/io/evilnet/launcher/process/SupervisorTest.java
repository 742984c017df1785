package io.evilnet.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration DELAY = Duration.ofMillis(1);
  private static final Duration SUBSTITUTED = Duration.ofMillis(5);

  private static final LivenessPolicy POLICY =
      new LivenessPolicy(Duration.ofMillis(20), 5, Duration.ofSeconds(2));

  private static final RestartDelays DELAYS =
      new RestartDelays(DELAY, SUBSTITUTED, SUBSTITUTED, Duration.ZERO);

  @TempDir private Path directory;
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger checks = new AtomicInteger();

  @Test
  void shouldRestartExitedService() {
    Service store = Shell.lasting("store", directory).build();
    try (ServiceGroup group = group(store);
        Supervisor supervisor = supervisor(group)) {
      supervisor.begin();
      kill(group, "store");

      assertThat(delays).containsEntry("store", DELAY);
      assertThat(events).contains("store exited");
    }
  }

  @Test
  void shouldDelayRestartWhileSubstituteIsRunning() {
    Service one = Shell.lasting("one", directory).substitutes(Set.of("other")).build();
    Service other = Shell.lasting("other", directory).build();
    try (ServiceGroup group = group(one, other);
        Supervisor supervisor = supervisor(group)) {
      supervisor.begin();
      kill(group, "one");
      kill(group, "other");

      assertThat(delays).containsEntry("one", SUBSTITUTED).containsEntry("other", DELAY);
    }
  }

  @Test
  void shouldNotDelayRestartWhenSubstituteHasExited() {
    Service one = Shell.lasting("one", directory).substitutes(Set.of("other")).build();
    Service other = Shell.lasting("other", directory).build();
    try (ServiceGroup group = group(one, other);
        Supervisor supervisor = supervisor(group)) {
      terminate(group, "one");
      terminate(group, "other");
      supervisor.begin();

      assertThat(delays).containsEntry("one", DELAY);
    }
  }

  @Test
  void shouldRetryFailedRestart() {
    Path blocker = directory.resolve("once");
    // Ready at first, then exits at each start until the file is deleted.
    Service flaky =
        Shell.service("flaky", "test -e '%s' && exit 1; exec tail -f /dev/null".formatted(blocker))
            .health(() -> !Files.exists(blocker))
            .build();
    try (ServiceGroup group = group(flaky);
        Supervisor supervisor = supervisor(group)) {
      supervisor.begin();
      assertThat(blocker.toFile().mkdir()).isTrue();
      group.handle("flaky").orElseThrow().destroyForcibly();
      await().atMost(TIMEOUT).until(() -> events.contains("flaky failed"));
      assertThat(blocker.toFile().delete()).isTrue();

      await().atMost(TIMEOUT).until(() -> events.contains("flaky ready again"));
      await().atMost(TIMEOUT).until(() -> group.isAlive("flaky"));
    }
  }

  @Test
  void shouldNotRestartLiveServiceThatIsNotReady() {
    Path dependency = directory.resolve("needed");
    assertThat(dependency.toFile().mkdir()).isTrue();
    Service waiting =
        Shell.service("waits", "exec tail -f /dev/null")
            .health(() -> Files.exists(dependency))
            .live(() -> true)
            .startWithin(Duration.ofMillis(300))
            .build();
    try (ServiceGroup group = group(waiting);
        Supervisor supervisor = supervisor(group)) {
      supervisor.begin();
      assertThat(dependency.toFile().delete()).isTrue();
      kill(group, "waits");
      long second = group.handle("waits").orElseThrow().pid();
      await().atMost(TIMEOUT).until(() -> events.contains("waits waits"));

      assertThat(group.handle("waits").orElseThrow().pid()).isEqualTo(second);
      assertThat(events).doesNotContain("waits failed");
    }
  }

  @Test
  void shouldKillAndRestartServiceWithFailingLivenessCheck() {
    AtomicBoolean answers = new AtomicBoolean(true);
    // Like a JVM, writes a thread dump on SIGQUIT and continues.
    Service stuck =
        Shell.service("stuck", "trap 'echo its threads' QUIT; while :; do sleep 0.05; done")
            .live(
                () -> {
                  checks.incrementAndGet();
                  return answers.get();
                })
            .build();
    try (ServiceGroup group = group(stuck);
        Supervisor supervisor = supervisor(group)) {
      long first = group.handle("stuck").orElseThrow().pid();
      supervisor.begin();
      await().atMost(TIMEOUT).until(() -> checks.get() > 0);
      answers.set(false);

      await().atMost(TIMEOUT).until(() -> isRestarted(group, "stuck", first));
      assertThat(events).contains("stuck stuck", "stuck exited");
      assertThat(new RunDirectory(directory).log("stuck")).content().contains("its threads");
    }
  }

  @Test
  void shouldKillAndRestartStalledService() {
    AtomicReference<ServiceGroup> running = new AtomicReference<>();
    Service stalls =
        Shell.service("stalls", "exec tail -f /dev/null")
            .live(() -> checks.incrementAndGet() > 0 && isRunnable(running.get(), "stalls"))
            .build();
    try (ServiceGroup group = group(stalls);
        Supervisor supervisor = supervisor(group)) {
      running.set(group);
      long first = group.handle("stalls").orElseThrow().pid();
      supervisor.begin();
      await().atMost(TIMEOUT).until(() -> checks.get() > 1);
      group.pause("stalls");

      await().atMost(TIMEOUT).until(() -> isRestarted(group, "stalls", first));
      assertThat(events).contains("stalls stuck", "stalls exited");
    }
  }

  @Test
  void shouldNotKillServiceBeforeFirstLivenessSuccess() {
    Service slow =
        Shell.service("slow", "exec tail -f /dev/null")
            .live(() -> checks.incrementAndGet() < 0)
            .build();
    try (ServiceGroup group = group(slow);
        Supervisor supervisor = supervisor(group)) {
      supervisor.begin();

      await().atMost(TIMEOUT).until(() -> checks.get() > 3 * POLICY.misses());
      assertThat(events).isEmpty();
    }
  }

  @Test
  void shouldResetFailureCountAfterLivenessSuccess() {
    Service slow =
        Shell.service("slow", "exec tail -f /dev/null")
            .live(() -> checks.incrementAndGet() % POLICY.misses() == 1)
            .build();
    try (ServiceGroup group = group(slow);
        Supervisor supervisor = supervisor(group)) {
      supervisor.begin();

      await().atMost(TIMEOUT).until(() -> checks.get() > 5 * POLICY.misses());
      assertThat(events).isEmpty();
    }
  }

  @Test
  void shouldContinueLivenessChecksAfterException() {
    Service failing =
        Shell.service("odd", "exec tail -f /dev/null")
            .live(
                () -> {
                  checks.incrementAndGet();
                  throw new IllegalStateException("odd");
                })
            .build();
    try (ServiceGroup group = group(failing);
        Supervisor supervisor = supervisor(group)) {
      supervisor.begin();

      await().atMost(TIMEOUT).until(() -> checks.get() > 3);
      assertThat(events).isNotEmpty().allMatch(event -> event.endsWith("odd"));
    }
  }

  /**
   * Returns whether the process is neither stopped nor terminated, from its state in the operating
   * system.
   */
  private static boolean isRunnable(ServiceGroup group, String name) throws IOException {
    long pid = group.handle(name).orElseThrow().pid();
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .noneMatch(line -> line.startsWith("State:\tT"));
  }

  private static boolean isRestarted(ServiceGroup group, String name, long pid) {
    return group.handle(name).filter(next -> next.pid() != pid).isPresent();
  }

  private ServiceGroup group(Service... services) {
    ServiceGroup group = new ServiceGroup(new RunDirectory(directory), List.of(services));
    group.start();
    group.listen(
        new ServiceListener() {
          @Override
          public void ready(Service service, long pid, Duration took) {
            events.add(service.name() + " ready again");
          }

          @Override
          public void unready(Service service, long pid, Duration took) {
            events.add(service.name() + " waits");
          }

          @Override
          public void exited(Service service, int exitCode) {
            events.add(service.name() + " exited");
          }
        });
    return group;
  }

  private Supervisor supervisor(ServiceGroup group) {
    return new Supervisor(
        group,
        DELAYS,
        POLICY,
        new Supervisor.RestartListener() {
          @Override
          public void restarting(Service service, Duration delay) {
            delays.put(service.name(), delay);
          }

          @Override
          public void failed(Service service, String reason) {
            events.add(service.name() + " failed");
          }

          @Override
          public void stuck(Service service, Duration since, String reason) {
            events.add(service.name() + " stuck");
          }

          @Override
          public void taskFailed(String reason) {
            events.add("problem: " + reason);
          }
        });
  }

  /** Kills the process and waits for its restart. */
  private static void kill(ServiceGroup group, String name) {
    long first = terminate(group, name);
    await()
        .atMost(TIMEOUT)
        .until(() -> group.handle(name).filter(next -> next.pid() != first).isPresent());
  }

  /** Kills the process and returns its pid after its termination. */
  private static long terminate(ServiceGroup group, String name) {
    ProcessHandle process = group.handle(name).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
    return process.pid();
  }
}
