package io.evilnet.infra.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

  private static final Duration AT_MOST = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration WITH_A_SUBSTITUTE = Duration.ofMillis(5);

  private static final RestartDelays DELAYS =
      new RestartDelays(SOON, WITH_A_SUBSTITUTE, WITH_A_SUBSTITUTE, Duration.ZERO);

  @TempDir private Path directory;
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();
  private final List<String> events = new CopyOnWriteArrayList<>();

  @Test
  void shouldStartAgainWhatDied() {
    Service store = Shell.lasting("store", directory).build();
    try (ServiceGroup group = group(store);
        Supervisor supervisor = supervisor(group)) {
      supervisor.begin();
      kill(group, "store");

      assertThat(delays).containsEntry("store", SOON);
      assertThat(events).contains("store died");
    }
  }

  @Test
  void shouldWaitLongerWhileAnotherOneDoesTheWork() {
    Service one = Shell.lasting("one", directory).substitutes(Set.of("other")).build();
    Service other = Shell.lasting("other", directory).build();
    try (ServiceGroup group = group(one, other);
        Supervisor supervisor = supervisor(group)) {
      supervisor.begin();
      kill(group, "one");
      kill(group, "other");

      assertThat(delays).containsEntry("one", WITH_A_SUBSTITUTE).containsEntry("other", SOON);
    }
  }

  @Test
  void shouldNotWaitForASubstituteThatIsDeadToo() {
    Service one = Shell.lasting("one", directory).substitutes(Set.of("other")).build();
    Service other = Shell.lasting("other", directory).build();
    try (ServiceGroup group = group(one, other);
        Supervisor supervisor = supervisor(group)) {
      end(group, "one");
      end(group, "other");
      supervisor.begin();

      assertThat(delays).containsEntry("one", SOON);
    }
  }

  @Test
  void shouldTryAgainWhenAServiceCannotBeStartedAgain() {
    Path once = directory.resolve("once");
    // Up at first, then dead at each of its starts until the file is gone.
    Service flaky =
        Shell.service("flaky", "test -e '%s' && exit 1; exec tail -f /dev/null".formatted(once))
            .health(() -> !Files.exists(once))
            .build();
    try (ServiceGroup group = group(flaky);
        Supervisor supervisor = supervisor(group)) {
      supervisor.begin();
      assertThat(once.toFile().mkdir()).isTrue();
      group.handle("flaky").orElseThrow().destroyForcibly();
      await().atMost(AT_MOST).until(() -> events.contains("flaky failed"));
      assertThat(once.toFile().delete()).isTrue();

      await().atMost(AT_MOST).until(() -> events.contains("flaky ready again"));
      await().atMost(AT_MOST).until(() -> group.isAlive("flaky"));
    }
  }

  @Test
  void shouldLeaveAloneWhatLivesAndWaitsForOthers() {
    Path needed = directory.resolve("needed");
    assertThat(needed.toFile().mkdir()).isTrue();
    Service waits =
        Shell.service("waits", "exec tail -f /dev/null")
            .health(() -> Files.exists(needed))
            .live(() -> true)
            .startWithin(Duration.ofMillis(300))
            .build();
    try (ServiceGroup group = group(waits);
        Supervisor supervisor = supervisor(group)) {
      supervisor.begin();
      assertThat(needed.toFile().delete()).isTrue();
      kill(group, "waits");
      long second = group.handle("waits").orElseThrow().pid();
      await().atMost(AT_MOST).until(() -> events.contains("waits waits"));

      assertThat(group.handle("waits").orElseThrow().pid()).isEqualTo(second);
      assertThat(events).doesNotContain("waits failed");
    }
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
          public void late(Service service, long pid, Duration took) {
            events.add(service.name() + " waits");
          }

          @Override
          public void died(Service service, int exitCode) {
            events.add(service.name() + " died");
          }
        });
    return group;
  }

  private Supervisor supervisor(ServiceGroup group) {
    return new Supervisor(
        group,
        DELAYS,
        new Supervisor.RestartListener() {
          @Override
          public void restarting(Service service, Duration delay) {
            delays.put(service.name(), delay);
          }

          @Override
          public void failed(Service service, String reason) {
            events.add(service.name() + " failed");
          }
        });
  }

  /** Kills it, and waits for its next life. */
  private static void kill(ServiceGroup group, String name) {
    long first = end(group, name);
    await()
        .atMost(AT_MOST)
        .until(() -> group.handle(name).filter(next -> next.pid() != first).isPresent());
  }

  /** Kills it, and returns its number when it is dead. */
  private static long end(ServiceGroup group, String name) {
    ProcessHandle process = group.handle(name).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
    return process.pid();
  }
}
