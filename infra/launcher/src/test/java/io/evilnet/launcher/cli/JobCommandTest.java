package io.evilnet.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.process.JavaCommand;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.deploy.SparkSubmit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class JobCommandTest {

  @TempDir private Path project;

  @ParameterizedTest
  @ValueSource(strings = {"validate", "backfill"})
  void shouldDescribeTheOptionsThatTheJobDoesNotKnow(String command) {
    assertThat(commandLine(command).getHelp().optionList())
        .contains(
            "--every=DURATION",
            "--spark-master=URL",
            "--executor-memory=MIB",
            "--spark-secret-file",
            "--data-dir")
        .doesNotContain("--report");
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "backfill"})
  void shouldFailWithTwoSinceOneSaysDifferent(String command) {
    assertThat(commandLine(command).getCommandSpec().exitCodeOnExecutionException()).isEqualTo(2);
  }

  @Test
  @Timeout(60)
  void shouldRepeatFailedRunsAndTerminateTheDriver() throws Exception {
    write("infra/servers/kafka/pom.xml", "");
    URL stub = SparkSubmit.class.getProtectionDomain().getCodeSource().getLocation();
    write("infra/servers/spark/target/classpath", Path.of(stub.toURI()).toString());
    write("infra/images/jvm/spark.jvm", "");
    write("backfill-spark/target/evilnet-backfill-spark-1-job.jar", "");
    JavaCommand java =
        new JavaCommand(
            System.getProperty("java.class.path"),
            List.of("-Devilnet.project=" + project),
            Main.class.getName(),
            List.of("validate", "--every=1s", "--data-dir=" + project, "--into=other"));
    ProcessBuilder builder = new ProcessBuilder(java.line()).redirectErrorStream(true);
    builder.environment().putAll(java.environment());

    Process process = builder.start();
    List<String> lines = new ArrayList<>();
    try {
      process
          .inputReader(UTF_8)
          .lines()
          .forEach(
              line -> {
                lines.add(line);
                if (line.startsWith("driver: --master")) {
                  process.toHandle().destroy(); // keeps its output open
                }
              });
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    assertThat(process.waitFor()).isEqualTo(128 + 15);
    assertThat(String.join("\n", lines))
        .containsSubsequence(
            "failed after", "(exit code 2)", " validate --into=other --only-retained --last=1h\n")
        .endsWith("\ndriver: end");
  }

  private void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text, UTF_8);
  }

  private static CommandLine commandLine(String command) {
    return EvilnetCommand.commandLine(
        command.equals("validate") ? new JobCommand.Validate() : new JobCommand.Backfill(),
        Map.of());
  }
}
