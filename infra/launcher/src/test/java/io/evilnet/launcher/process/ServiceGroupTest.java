package io.evilnet.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceGroupTest {
  @TempDir Path directory;

  private final List<String> events = new CopyOnWriteArrayList<>();

  @Test
  void shouldStartAfterDependenciesAndStopBeforeThem() {
    Service store = Shell.lasting("store", directory).build();
    Service reader = Shell.lasting("reader", directory).after("store").build();

    try (ServiceGroup group = group(store, reader)) {
      group.start();
    }

    assertThat(events)
        .containsExactly("store ready", "reader ready", "reader stopped", "store stopped");
  }

  @Test
  void shouldTerminateProcessesAndDeletePidFilesOnStop() {
    ServiceGroup group = group(Shell.lasting("store", directory).build());
    group.start();
    ProcessHandle process = group.handle("store").orElseThrow();
    assertThat(runDirectory().process("store")).contains(process);

    group.stop();

    assertThat(process.isAlive()).isFalse();
    assertThat(runDirectory().pidFiles()).isEmpty();
  }

  @Test
  void shouldReportEndOfLogWhenServiceExitsDuringStart() {
    Service broken =
        Shell.service("broken", "echo 'no such disk'; exit 3").health(() -> false).build();
    ServiceGroup group = group(Shell.lasting("store", directory).build(), broken);

    assertThatThrownBy(group::start)
        .isInstanceOf(ServiceFailure.class)
        .hasMessageContaining("broken exited with code 3 while starting")
        .hasMessageContaining(runDirectory().log("broken").toString())
        .hasMessageContaining("no such disk");
    assertThat(group.anyAlive()).isFalse();
  }

  @Test
  void shouldFailStartWhenServiceIsNotReadyWithinTimeout() {
    Service slow =
        Shell.service("slow", "exec tail -f /dev/null")
            .health(() -> false)
            .startWithin(Duration.ofMillis(300))
            .build();
    ServiceGroup group = group(slow);

    assertThatThrownBy(group::start).hasMessageContaining("slow was not ready after");
    assertThat(group.anyAlive()).isFalse();
  }

  @Test
  void shouldNotifyPeriodicallyWhileServiceIsStarting() {
    List<Duration> notifications = new CopyOnWriteArrayList<>();
    Service slow =
        Shell.service("slow", "exec tail -f /dev/null")
            .health(() -> notifications.size() >= 2)
            .build();
    Duration every = Duration.ofMillis(50);
    ServiceGroup group = new ServiceGroup(runDirectory(), List.of(slow), every);
    group.listen(
        new ServiceListener() {
          @Override
          public void starting(Service service, Duration since) {
            notifications.add(since);
          }
        });
    group.start();
    group.stop();

    assertThat(notifications).containsExactly(every, every.multipliedBy(2));
  }

  @Test
  void shouldAcceptStartOfUnreadyServiceWithMinimumHealth() {
    Service waiting =
        Shell.service("waits", "exec tail -f /dev/null")
            .health(() -> false)
            .minimumHealth(() -> true)
            .startWithin(Duration.ofMillis(300))
            .build();
    Service crashed =
        Shell.service("crashed", "exit 3").health(() -> false).minimumHealth(() -> true).build();
    List<String> unready = new CopyOnWriteArrayList<>();
    ServiceGroup group = group(waiting);
    group.listen(
        new ServiceListener() {
          @Override
          public void unready(Service service, long pid, Duration took) {
            unready.add(service.name());
          }
        });
    group.start();

    assertThat(unready).containsExactly("waits");
    assertThat(group.anyAlive()).isTrue();
    group.stop();
    assertThatThrownBy(group(crashed)::start).hasMessageContaining("exited with code 3");
  }

  @Test
  void shouldKillServiceThatExceedsStopTimeout() {
    Path ready = directory.resolve("ready");
    Service stubborn =
        Shell.service(
                "stubborn",
                "trap '' TERM; touch '%s'; while :; do read x < /dev/zero; done".formatted(ready))
            .health(() -> Files.exists(ready))
            .stopWithin(Duration.ofMillis(300))
            .build();
    ServiceGroup group = group(stubborn);
    group.start();
    ProcessHandle process = group.handle("stubborn").orElseThrow();

    group.stop();

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void shouldIgnorePauseOfServiceThatIsNotRunning() {
    ServiceGroup group = group(Shell.lasting("a", directory).build());

    group.pause("a");
    group.resume("a");

    assertThat(group.isAlive("a")).isFalse();
  }

  @Test
  void shouldStopPausedService() {
    ServiceGroup group = group(Shell.lasting("store", directory).build());
    group.start();
    ProcessHandle process = group.handle("store").orElseThrow();
    group.pause("store");

    group.stop();

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void shouldStopOrphanedProcessesBeforeStart() throws IOException {
    Files.createDirectories(directory.resolve("run"));
    Process orphan = new ProcessBuilder("tail", "-f", "/dev/null").start();
    runDirectory().pidFile("store").write(orphan.toHandle());

    try (ServiceGroup group = group(Shell.lasting("store", directory).build())) {
      group.start();

      assertThat(orphan.isAlive()).isFalse();
      assertThat(group.isAlive("store")).isTrue();
    }
  }

  @Test
  void shouldReportPortAndOptionWhenPortIsInUse() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Service store =
          Shell.lasting("store", directory)
              .ports(new Port("--store-port", socket.getLocalPort()))
              .build();

      assertThatThrownBy(group(store)::start)
          .hasMessage(
              "Port %d of store is in use by another process: stop that process or choose another port with --store-port.",
              socket.getLocalPort());
    }
  }

  @Test
  void shouldRejectDirectoryLockedByAnotherGroup() {
    try (ServiceGroup first = group(Shell.lasting("store", directory).build())) {
      first.start();

      assertThatThrownBy(group(Shell.lasting("store", directory).build())::start)
          .hasMessageContaining("is locked by process " + ProcessHandle.current().pid());
      assertThat(first.isAlive("store")).isTrue();
    }
  }

  @Test
  void shouldReportDirectoryThatIsNotWritable() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    ServiceGroup group = new ServiceGroup(new RunDirectory(file), List.of());

    assertThatThrownBy(group::start)
        .isInstanceOf(ServiceFailure.class)
        .hasMessageContaining("Cannot write under " + file)
        .hasMessageContaining("--data-dir");
  }

  @Test
  void shouldPassTokenOnlyToServicesThatRequireIt() {
    assertThat(Shell.service("store", "true").build().secrets()).isEmpty();
    assertThat(Shell.service("reader", "true").withToken().build().secrets())
        .contains("X_BEARER_TOKEN");
  }

  @Test
  void shouldRejectDependencyOnLaterService() {
    Service first = Shell.service("first", "true").after("second").build();
    Service second = Shell.service("second", "true").build();

    assertThatThrownBy(() -> group(first, second)).hasMessageContaining("first depends on second");
  }

  private RunDirectory runDirectory() {
    return new RunDirectory(directory);
  }

  private ServiceGroup group(Service... services) {
    ServiceGroup group = new ServiceGroup(runDirectory(), List.of(services));
    group.listen(
        new ServiceListener() {
          @Override
          public void ready(Service service, long pid, Duration took) {
            events.add(service.name() + " ready");
          }

          @Override
          public void exited(Service service, int exitCode) {
            events.add(service.name() + " exited");
          }

          @Override
          public void stopped(Service service, Duration took) {
            events.add(service.name() + " stopped");
          }
        });
    return group;
  }
}
