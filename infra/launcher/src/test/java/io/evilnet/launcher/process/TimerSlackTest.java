package io.evilnet.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerSlackTest {
  private static final Path SLACK = Path.of("/proc/self/timerslack_ns");

  @Test
  void shouldSetTimerSlackOfCommand() throws Exception {
    assumeThat(SLACK).exists();
    assertThat(output("cat", SLACK.toString())).isEqualTo("1000000\n");
  }

  @Test
  void shouldPassArgumentsUnchanged() throws Exception {
    assertThat(output("printf", "%s|", "a b", "$HOME", "'")).isEqualTo("a b|$HOME|'|");
  }

  @Test
  void shouldReplaceShellByCommand() throws Exception {
    assertThat(output("sh", "-c", "echo $PPID")).isEqualTo(ProcessHandle.current().pid() + "\n");
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(TimerSlack.ofMillisecond(List.of(command))).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    return output;
  }
}
