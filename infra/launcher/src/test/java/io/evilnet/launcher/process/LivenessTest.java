package io.evilnet.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LivenessTest {
  @Test
  void shouldRegardZombieAsTerminated() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "Linux");
    // tail replaces the shell, so it inherits a child that it never reaps.
    Process parent =
        new ProcessBuilder("/bin/sh", "-c", "tail -f /dev/null & echo $!; exec tail -f /dev/null")
            .start();
    try (BufferedReader output = parent.inputReader()) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      assertThat(Liveness.isAlive(child)).isTrue();

      child.destroyForcibly();

      assertThat(Liveness.awaitExit(child, Duration.ofSeconds(10))).isTrue();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void shouldRegardZombieWithLiveThreadsAsAlive() {
    String status = "Name:\tjava\nState:\tZ (zombie)\nPid:\t7\nThreads:\t%d\n";

    assertThat(Liveness.isZombie(status.formatted(1))).isTrue();
    assertThat(Liveness.isZombie(status.formatted(14))).isFalse();
    assertThat(Liveness.isZombie("State:\tS (sleeping)\nThreads:\t1\n")).isFalse();
  }

  @Test
  void shouldReturnFalseIfProcessOutlivesTimeout() throws IOException {
    Process process = new ProcessBuilder("tail", "-f", "/dev/null").start();
    try {
      assertThat(Liveness.awaitExit(process.toHandle(), Duration.ofMillis(150))).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }
}
