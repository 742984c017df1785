package io.evilnet.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.evilnet.launcher.process.JavaCommand;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.deploy.SparkSubmit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class JobCommandTest {

  @TempDir private Path project;
  private volatile Process process;

  @ParameterizedTest
  @ValueSource(strings = {"validate", "backfill"})
  void shouldDescribeOptionsOfSubmission(String command) {
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
  void shouldExitWithCode2OnFailure(String command) {
    assertThat(commandLine(command).getCommandSpec().exitCodeOnExecutionException()).isEqualTo(2);
  }

  @AfterEach
  void end() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  void shouldRepeatFailedRunsAndTerminateDriver() throws Exception {
    List<String> lines = run("validate", "--every=1s", "--into=other");

    assertThat(process.waitFor()).isEqualTo(128 + 15);
    assertThat(String.join("\n", lines))
        .containsSubsequence(
            " validate --into=other --repeated\n", "failed after", "(exit code 2)", "driver: waits")
        .endsWith("\ndriver: end");
    try (Stream<Path> reports = Files.list(project.resolve("reports"))) {
      assertThat(reports)
          .hasSize(3)
          .allMatch(report -> report.toString().endsWith("-validate-repeated"));
    }
  }

  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  void shouldNotRepeatAfterFailedFirstRun() throws Exception {
    assertThat(run("validate", "--every=1d", "--unknown"))
        .filteredOn(line -> line.equals("driver: end"))
        .hasSize(1);
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @Test
  void shouldRepeatOnlyJobsWithRange() {
    assertThat(commandLine("validate").getCommandSpec().findOption("--every")).isNotNull();
    assertThat(
            new CommandLine(new JobCommand.CompareSpeed()).getCommandSpec().findOption("--every"))
        .isNull();
  }

  /** Runs a command, terminates it at its third run, and returns its output. */
  private List<String> run(String... arguments) throws Exception {
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
            Stream.concat(Stream.of(arguments), Stream.of("--data-dir=" + project)).toList());
    ProcessBuilder builder = new ProcessBuilder(java.line()).redirectErrorStream(true);
    builder.environment().putAll(java.environment());

    process = builder.start();
    List<String> lines = new ArrayList<>();
    process
        .inputReader(UTF_8)
        .lines()
        .forEach(
            line -> {
              lines.add(line);
              if (line.equals("driver: waits")) {
                process.toHandle().destroy(); // keeps its output open
              }
            });
    return lines;
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
