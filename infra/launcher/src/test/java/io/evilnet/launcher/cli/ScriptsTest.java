package io.evilnet.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.launcher.cluster.Project;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the start scripts with stubs of Java and Maven that record their arguments. */
@Timeout(60)
class ScriptsTest {
  private static final String RUNS_UNTIL_TERM =
      """
      tail -f /dev/null &
      trap 'kill $!; echo "the launcher was terminated"; exit 143' TERM
      echo "EvilNet is up: it waits."
      wait
      """;

  private static final String SPECIAL_FILE = "a b$c'd\"e=f*.properties";

  @TempDir Path temp;

  private BuiltProject project;

  @BeforeEach
  void createProject() throws IOException {
    project = BuiltProject.in(temp.toRealPath());
    project.java("17.0.15", "echo \"arguments: $*\"; echo \"config: ${EVILNET_CONFIG:-none}\"");
    project.maven("echo '[INFO] Building EvilNet: the stub'; touch built");
  }

  @Test
  void shouldPrintHelpWithoutJava() throws Exception {
    project.removeJava();

    BuiltProject.Result help = project.run("./start-all.sh", "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.output()).contains("--detach", "--stop", "--source", "--rate");
    assertThat(project.run("bin/evilnet", "--help").output())
        .contains("status", "replay", "generate", "counts", "top");
  }

  @ParameterizedTest
  @ValueSource(strings = {"./start-all.sh", "bin/evilnet"})
  void shouldPrintVersionWithoutJava(String script) throws Exception {
    project.removeJava();
    Files.copy(
        Project.find().root().resolve("pom.xml"),
        project.path("pom.xml"),
        StandardCopyOption.REPLACE_EXISTING);

    BuiltProject.Result version = project.run(script, "--version");

    assertThat(version.exitCode()).isZero();
    assertThat(version.output()).matches("EvilNet \\d+\\.\\d+\\.\\d+\\S*( \\(\\w+\\))?\n");
  }

  @Test
  void shouldRestrictCreatedFilesToOwner() throws Exception {
    project.java("17.0.15", "umask");

    assertThat(project.run("./start-all.sh").output()).contains("0077");
    assertThat(project.run("bin/evilnet", "status").output()).contains("0077");
  }

  @Test
  void shouldReportMissingJavaInOneLine() throws Exception {
    project.removeJava();

    assertThat(project.run("./start-all.sh").onlyLineOfFailure())
        .contains("no Java at", "install a JDK 17");
  }

  @Test
  void shouldReportUnsupportedJdkInOneLine() throws Exception {
    project.java("21.0.1", "");

    assertThat(project.run("./start-all.sh").onlyLineOfFailure())
        .contains("Java 17 is required", "21.0.1", "set JAVA_HOME to a JDK 17");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jvm/java-17", ".sdkman/candidates/java/17.0.9-tem", ".jdks/temurin-17", "opt/it"})
  void shouldUseInstalledJdk17WhenDefaultIsMissingOrDiffers(String home) throws Exception {
    project.install("jvm/java-21", "21.0.1");
    project.install(home, "17.0.9");
    project.toolchain("opt/it");
    project.java("21.0.1", "echo another");

    assertThat(project.run("./start-all.sh").output()).isEqualTo("JDK 17.0.9\n");

    project.program("java", "echo 'Unable to locate a Java Runtime.' >&2; exit 1");
    assertThat(project.run("bin/evilnet", "status").output()).isEqualTo("JDK 17.0.9\n");

    project.removeJava();
    assertThat(project.run("bin/evilnet", "status").output()).isEqualTo("JDK 17.0.9\n");
  }

  @Test
  void shouldReserveExitCode1ForDifferingRows() throws Exception {
    Files.delete(project.path("ingest/target/classpath"));
    project.maven("exit 1");
    assertThat(project.run("bin/evilnet", "validate").exitCode()).isEqualTo(2);

    project.removeJava();
    assertThat(project.run("bin/evilnet", "backfill").exitCode()).isEqualTo(2);
    assertThat(project.run("bin/evilnet", "counts").exitCode()).isEqualTo(1);
  }

  @Test
  void shouldRunModuleOfSubcommandThroughLink() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("evilnet"), project.path("bin/evilnet"));
    project.write(".evilnet/run/cluster.properties", "");

    assertThat(project.run(link.toString(), "replay", "a file").output())
        .contains("io.evilnet.ingest.cli.Main replay a file")
        .contains("config: " + project.path(".evilnet/run/cluster.properties"));
  }

  @Test
  void shouldRunSimulatorFromItsModule() throws Exception {
    project.java("17.0.15", "echo \"$CLASSPATH $*\"");

    assertThat(project.run("bin/evilnet", "simulate", "--rate", "1").output())
        .startsWith(project.path("testkit/simulator/target/evilnet-simulator-1.jar") + ":")
        .contains("io.evilnet.simulator.cli.Main simulate --rate 1");
  }

  /** The settings of the running system include those of the file with which it was started. */
  @Test
  void shouldPreferSettingsOfRunningClusterToStartFile() throws Exception {
    String runningConfig = "config: " + project.path(".evilnet/run/cluster.properties");
    project.write(SPECIAL_FILE, "data-dir=/elsewhere\n");
    project.write("other.properties", "");
    String userFile = project.path(SPECIAL_FILE).toString();
    String otherFile = project.path("other.properties").toString();

    project.run(Map.of("EVILNET_CONFIG", SPECIAL_FILE), "./start-all.sh");
    assertThat(counts(userFile)).as("not up").contains("config: " + userFile);
    project.write(".evilnet/run/cluster.properties", "");
    project.registerSupervisor();

    assertThat(counts(userFile)).contains(runningConfig);
    assertThat(counts(SPECIAL_FILE)).contains(runningConfig);
    assertThat(counts("")).contains(runningConfig);
    assertThat(counts(otherFile)).as("of another system").contains("config: " + otherFile);

    project.run(Map.of("EVILNET_CONFIG", otherFile), "./start-all.sh");
    assertThat(counts(userFile)).as("not started again").contains(runningConfig);
    Files.delete(project.path(".evilnet/run/supervisor.pid"));
    assertThat(counts(userFile)).as("stopped").contains("config: " + userFile);
    project.run("./start-all.sh");
    project.registerSupervisor();
    assertThat(counts(userFile)).as("started without it").contains("config: " + userFile);
  }

  @Test
  void shouldReferToHelpOnUnknownSubcommand() throws Exception {
    BuiltProject.Result result = project.run("bin/evilnet", "explode");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.output())
        .isEqualTo("evilnet: unknown command 'explode'; bin/evilnet --help lists the commands.\n");
  }

  @Test
  void shouldTerminateLauncherWhenScriptIsTerminated() throws Exception {
    project.java("17.0.15", RUNS_UNTIL_TERM);
    Process script = project.start("./start-all.sh");
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> project.output().contains("EvilNet is up"));

      script.destroy();

      assertThat(script.waitFor(20, SECONDS)).isTrue();
      assertThat(script.exitValue()).isZero();
      assertThat(project.output()).contains("the launcher was terminated");
    } finally {
      script.destroyForcibly();
    }
  }

  @Test
  void shouldReturnAfterDetachedStart() throws Exception {
    Path pid = temp.resolve("pid");
    project.java("17.0.15", "echo $$ > '%s'\n%s".formatted(pid, RUNS_UNTIL_TERM));

    BuiltProject.Result result = project.run("./start-all.sh", "--detach", "--source", "none");

    ProcessHandle launcher =
        ProcessHandle.of(Long.parseLong(Files.readString(pid, UTF_8).strip())).orElseThrow();
    try {
      assertThat(result.exitCode()).isZero();
      assertThat(result.output()).contains("EvilNet is up", "--stop");
      assertThat(launcher.isAlive()).isTrue();
    } finally {
      launcher.destroy();
    }
  }

  @Test
  void shouldPrintLauncherErrorWhenDetachedStartFails() throws Exception {
    project.java("17.0.15", "echo 'port 9092 is taken' >&2; exit 1");

    BuiltProject.Result result = project.run("./start-all.sh", "--detach");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).contains("port 9092 is taken");
  }

  @Test
  void shouldListOnlyOptionsOfLauncher() throws Exception {
    List<String> scriptOptions = List.of("--docker", "--detach", "--stop", "--version", "--help");
    List<String> listed =
        project
            .run("./start-all.sh", "--help")
            .output()
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("--"))
            .map(line -> line.replaceFirst(" .*", ""))
            .filter(option -> !scriptOptions.contains(option))
            .toList();

    assertThat(listed).hasSizeGreaterThan(8);
    assertThat(
            EvilnetCommand.commandLine(new StartCommand(), Map.of())
                .getCommandSpec()
                .optionsMap()
                .keySet())
        .containsAll(listed);
  }

  private String counts(String config) throws Exception {
    return project.run(Map.of("EVILNET_CONFIG", config), "bin/evilnet", "counts").output();
  }
}
