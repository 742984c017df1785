package io.evilnet.launcher.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.launcher.cluster.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of the start scripts in unusual environments, such as reused pids, closed streams, locales
 * and JVM options.
 */
@Timeout(60)
class ScriptEnvironmentTest {
  private static final String STATUS_OF_MONTREAL =
      "bin/evilnet status --data-dir \"$PWD\"/Montr$'\\303\\251'al";

  /** This process, with another start time. */
  private static final String REUSED_PID = ProcessHandle.current().pid() + " boot:1\n";

  @TempDir Path temp;

  private BuiltProject project;

  @BeforeEach
  void createProject() throws IOException {
    project = BuiltProject.in(temp.toRealPath());
    project.java("17.0.15", "echo \"arguments: $*\"");
    project.maven("echo '[INFO] Building EvilNet: the stub'");
  }

  @Test
  void shouldBuildWhenSupervisorPidIsReused() throws Exception {
    project.write(".evilnet/run/supervisor.pid", REUSED_PID);
    Files.delete(project.path("ingest/target/classpath"));
    project.write("core/src/main/java/Newer.java", "");

    assertThat(project.run("bin/evilnet", "counts").output()).contains("Building", "arguments:");
  }

  @Test
  void shouldCopyJarsAgainWhenSupervisorPidIsReused() throws Exception {
    project.write(".evilnet/run/supervisor.pid", REUSED_PID);
    project.write(".evilnet/run/jars/evilnet-old-1.jar", "");

    assertThat(project.run("./start-all.sh").output()).contains("cli.Main start");
    assertThat(project.path(".evilnet/run/jars/evilnet-old-1.jar")).doesNotExist();
    assertThat(project.path(".evilnet/run/jars/evilnet-launcher-1.jar")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"target/evilnet-building", ".evilnet/run/starting"})
  void shouldAcquireLockWithReusedPid(String lock) throws Exception {
    Files.delete(project.path("ingest/target/classpath"));
    project.write(lock, REUSED_PID);

    assertThat(project.run("./start-all.sh").output()).contains("Building", "cli.Main start");
    assertThat(project.path(lock)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"infra/launcher/target/evilnet-launcher-1.jar", "infra/launcher/target", "target"})
  void shouldReportUnreadableBuildInOneLine(String unreadable) throws Exception {
    Path path = project.path(unreadable);
    Set<PosixFilePermission> before = Files.getPosixFilePermissions(path);
    Files.setPosixFilePermissions(path, Set.of());
    assumeThat(Files.isReadable(path)).as("root reads everything").isFalse();

    assertThat(project.run("bin/evilnet", "status").onlyLineOfFailure(2))
        .contains("cannot read the build", "a separate checkout");
    assertThat(project.run("./start-all.sh").onlyLineOfFailure()).contains("cannot read");
    Files.setPosixFilePermissions(path, before); // so that it can be deleted
  }

  @ParameterizedTest
  @ValueSource(strings = {"<&-", ">&-", "<&- >&- 2>&-"})
  void shouldRunWithoutStandardStreams(String closed) throws Exception {
    assumeThat(Path.of("/proc/self/fd")).exists();
    project.java("17.0.15", "ls -l /proc/$$/fd >" + project.path("descriptors"));

    BuiltProject.Result status = bash("bin/evilnet status " + closed);

    assertThat(status.exitCode()).isZero();
    assertThat(Files.readString(project.path("descriptors")))
        .contains(" 0 -> ", " 1 -> ", " 2 -> ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"project/start-all.sh", "project/bin/evilnet status"})
  void shouldFindProjectWhenCdpathIsSet(String command) throws Exception {
    assertThat(bash("cd .. && CDPATH=.:/ %s".formatted(command)).output())
        .startsWith("arguments:")
        .contains("-Devilnet.project=" + project.path("").toRealPath());
  }

  @ParameterizedTest
  @CsvSource({
    "../project/start-all.sh, start",
    "../project/bin/evilnet, status",
  })
  void shouldFindProjectThroughNestedLinks(String target, String argument) throws Exception {
    Path links = Files.createDirectories(project.path("../links"));
    Files.createSymbolicLink(links.resolve("relative"), Path.of(target));
    Files.createSymbolicLink(links.resolve("absolute"), links.resolve("relative"));

    for (String link : new String[] {"relative", "absolute"}) {
      assertThat(bash("cd / && %s/%s %s".formatted(links, link, argument)).output())
          .contains("-Devilnet.project=" + project.path("").toRealPath());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LC_ALL= LC_CTYPE= LANG="})
  void shouldAcceptAndPrintAccentsInAsciiLocale(String locale) throws Exception {
    project.realJava();

    BuiltProject.Result status = bash("export %s; %s".formatted(locale, STATUS_OF_MONTREAL));

    assertThat(status.output()).contains("EvilNet is not running in", "/Montr\u00e9al:");
    assertThat(status.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Duser.language=tr",
        "-Duser.language=ar -Duser.country=EG -Djava.locale.providers=CLDR",
        "-Djava.net.preferIPv6Addresses=true"
      })
  void shouldRunWithJavaToolOptions(String options) throws Exception {
    project.realJava();

    BuiltProject.Result status =
        project.run(Map.of("JAVA_TOOL_OPTIONS", options), "bin/evilnet", "status");

    assertThat(status.output()).contains("EvilNet is not running in");
    assertThat(status.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xnonsense", "-XX:+UseZGC", "-agentpath:/no/such/agent.so"})
  void shouldReportInvalidJavaToolOptions(String options) throws Exception {
    project.realJava();

    String line =
        project
            .run(Map.of("JAVA_TOOL_OPTIONS", options), "bin/evilnet", "status")
            .onlyLineOfFailure(2);

    assertThat(line)
        .contains("does not start", "Error", options, "JAVA_TOOL_OPTIONS", "correct or unset");
  }

  @Test
  void shouldIgnoreOptionsThatOverrideProcessOptions() throws Exception {
    project.java("17.0.15", "echo \"overriding: ${_JAVA_OPTIONS-none}\"");

    assertThat(project.run(Map.of("_JAVA_OPTIONS", "-Xmx8m"), "bin/evilnet", "status").output())
        .contains("_JAVA_OPTIONS is ignored", "overriding: none");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "$'a:b', class path",
        "$'a\\x2cb', log.dirs",
        "$'a!/b', ends with",
        "$'a\\nb', control character"
      })
  void shouldRejectUnsupportedDataDirectory(String directory, String reason) throws Exception {
    assertThat(bash("./start-all.sh --data-dir " + directory).onlyLineOfFailure())
        .contains("the data directory", reason, "choose another --data-dir");
    assertThat(bash("EVILNET_DATA_DIR=%s bin/evilnet top".formatted(directory)).onlyLineOfFailure())
        .contains("the data directory", reason, "EVILNET_DATA_DIR");
  }

  @Test
  void shouldAcceptDataDirectoryWithSpecialCharacters() throws Exception {
    assertThat(bash("./start-all.sh --data-dir $'a b$c&d%e\\'f\"g#h=i(j)[k]*'").output())
        .contains(
            "start --data-dir " + project.path("").toRealPath() + "/a b$c&d%e'f\"g#h=i(j)[k]*");
  }

  @Test
  void shouldRejectUserWithoutNameInOneLine() throws Exception {
    project.program("id", "[[ $1 == -u ]] && echo 12345");

    assertThat(project.run("./start-all.sh").onlyLineOfFailure())
        .contains("the user id 12345 has no name", "/etc/passwd");
    assertThat(project.run("bin/evilnet", "validate").onlyLineOfFailure(2)).contains("12345");
    assertThat(project.run("bin/evilnet", "counts").output()).contains("arguments:");
  }

  @Test
  void shouldRejectSecondStartAndKeepJarsOfFirst() throws Exception {
    Path launcher = temp.resolve("launcher");
    project.java("17.0.15", "echo $$ > '%s'; exec tail -f /dev/null".formatted(launcher));
    Process first = project.start("./start-all.sh");
    try {
      await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(launcher));
      Path jar = project.path(".evilnet/run/jars/evilnet-launcher-1.jar");
      Object copied = Files.readAttributes(jar, "unix:ino");

      assertThat(project.run("./start-all.sh").onlyLineOfFailure())
          .contains("is starting EvilNet in", "wait until it has started");
      first.destroyForcibly().waitFor(20, SECONDS);
      assertThat(project.run("./start-all.sh", "--detach").onlyLineOfFailure())
          .contains("is starting EvilNet in");
      assertThat(Files.readAttributes(jar, "unix:ino")).isEqualTo(copied);
    } finally {
      first.destroyForcibly();
      ProcessHandle.of(Long.parseLong(Files.readString(launcher).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void shouldNotReportFailureWhenBuildIsInterrupted() throws Exception {
    Files.delete(project.path("ingest/target/classpath"));
    project.maven("trap 'exit 130' INT; echo >building; tail -f /dev/null & wait");

    // Sent to the whole process group, as by a terminal. A background job and its children would
    // ignore the signal.
    BuiltProject.Result result =
        bash(
            "mkfifo building; set -m; env --default-signal=INT ./start-all.sh & read -r _ <building;"
                + " kill -INT -- -$!; wait $!; echo \"ended with $?\"");

    assertThat(result.output()).contains("ended with 130").doesNotContain("the build failed");
    assertThat(project.path("target/evilnet-building")).doesNotExist();
  }

  @Test
  void shouldReportRunningServicesWhenSupervisorIsKilled() throws Exception {
    project.java("17.0.15", "kill -KILL $$");

    BuiltProject.Result result = project.run("./start-all.sh");

    assertThat(result.exitCode()).isEqualTo(137);
    assertThat(result.output()).contains("The supervisor was killed", "./start-all.sh --stop");
  }

  @ParameterizedTest
  @CsvSource({"status, 2", "validate, 2", "backfill, 2", "chaos, 2", "counts, 1", "replay, 1"})
  void shouldExitWithCodeReservedForFailures(String command, int exitCode) throws Exception {
    project.removeJava();

    assertThat(project.run("bin/evilnet", command).onlyLineOfFailure(exitCode)).contains("no Java");
  }

  @Test
  void shouldCheckOutScriptsWithLineFeeds() throws Exception {
    Path root = Project.find().root();
    assumeThat(root.resolve(".git")).exists();
    Process git =
        new ProcessBuilder(
                "git",
                "check-attr",
                "eol",
                "--",
                "start-all.sh",
                "bin/lib.sh",
                "infra/images/run",
                "infra/images/jvm/job.jvm",
                ".ci/run")
            .directory(root.toFile())
            .start();

    assertThat(git.inputReader().lines()).hasSize(5).allMatch(line -> line.endsWith("eol: lf"));
  }

  private BuiltProject.Result bash(String command) throws Exception {
    return project.run("bash", "-c", command);
  }
}
