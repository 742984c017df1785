package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the build of the scripts, which run in a copy of the project with stubs of Java and Maven.
 */
@Timeout(60)
class BuildScriptTest {
  @TempDir Path temp;

  private BuiltProject project;

  @BeforeEach
  void createProject() throws IOException {
    project = BuiltProject.in(temp.toRealPath());
    project.java("17.0.15", "echo \"arguments: $*\"");
    project.maven("echo '[INFO] Building EvilNet: the stub'; touch built");
  }

  @Test
  void shouldReportMissingMavenInOneLine() throws Exception {
    Files.delete(project.path("ingest/target/classpath"));
    project.removeMaven();

    assertThat(project.run("bin/evilnet", "counts").onlyLineOfFailure())
        .contains("no Maven", "install Maven 3.8 or newer");
  }

  @Test
  void shouldBuildWhenSourceIsNewerThanLastBuild() throws Exception {
    project.run("bin/evilnet", "status");
    assertThat(project.path("built")).doesNotExist();

    project.write("core/src/main/java/Newer.java", "");
    backdate("target/evilnet-built");
    backdate("core/target/evilnet-core-1.jar");
    BuiltProject.Result result = project.run("bin/evilnet", "status");

    assertThat(result.output())
        .contains("Building EvilNet", "EvilNet: the stub", "io.evilnet.launcher.cli.Main status");
    assertThat(project.path("built")).exists();
    assertThat(project.path("target/evilnet-building")).doesNotExist();
  }

  @Test
  void shouldNotBuildAfterMavenBuild() throws Exception {
    Files.delete(project.path("target/evilnet-built"));
    backdate("pom.xml");

    assertThat(project.run("bin/evilnet", "status").output()).doesNotContain("Building");
  }

  @Test
  void shouldBuildWhenSourceIsNewerThanMavenBuild() throws Exception {
    Files.delete(project.path("target/evilnet-built"));
    backdate("core/target/evilnet-core-1.jar");

    assertThat(project.run("bin/evilnet", "status").output()).contains("Building");
  }

  @Test
  void shouldNotBuildWhileClusterIsRunning() throws Exception {
    project.registerSupervisor();
    Files.delete(project.path("target/evilnet-built"));
    backdate("core/target/evilnet-core-1.jar");

    assertThat(project.run("bin/evilnet", "status").output()).doesNotContain("Building");
  }

  @Test
  void shouldDeleteJarsOfOtherVersions() throws Exception {
    project.write("pom.xml", "  <version>2</version>\n");
    project.write("core/target/evilnet-core-2-SNAPSHOT.jar", "");
    project.write("core/src/main/java/Newer.java", "");
    backdate("target/evilnet-built");
    backdate("core/target/evilnet-core-1.jar");
    project.maven(
        "touch core/target/evilnet-core-2.jar backfill-spark/target/evilnet-backfill-spark-2-job.jar");

    project.run("bin/evilnet", "status");

    assertThat(project.path("core/target/evilnet-core-1.jar")).doesNotExist();
    assertThat(project.path("core/target/evilnet-core-2-SNAPSHOT.jar")).doesNotExist();
    assertThat(project.path("core/target/evilnet-core-2.jar")).exists();
    assertThat(project.path("backfill-spark/target/evilnet-backfill-spark-2-job.jar")).exists();
  }

  @Test
  void shouldFindTheBuildInADirectoryWithGlobCharacters() throws Exception {
    BuiltProject odd =
        BuiltProject.in(Files.createDirectory(temp.toRealPath().resolve("[a]*?\\b")));
    odd.java("17.0.15", "echo \"$CLASSPATH\"");
    odd.maven("exit 1");

    assertThat(odd.run("bin/evilnet", "status").output())
        .isEqualTo(odd.path("infra/launcher/target/evilnet-launcher-1.jar") + ":a-library.jar\n");
  }

  @Test
  void shouldStopWithoutBuild() throws Exception {
    Files.createDirectories(project.path(".evilnet/run/jars"));
    project.write("core/src/main/java/Newer.java", "");
    backdate("target/evilnet-built");
    backdate("core/target/evilnet-core-1.jar");
    project.maven("exit 1");

    BuiltProject.Result result = project.run("./start-all.sh", "--stop");

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains("io.evilnet.launcher.cli.Main stop");
  }

  @Test
  void shouldPrintMavenErrorsWhenBuildFails() throws Exception {
    Files.delete(project.path("ingest/target/classpath"));
    project.maven("echo '[INFO] much'; echo '[ERROR] no such artifact'; exit 1");

    BuiltProject.Result result = project.run("./start-all.sh");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output())
        .contains("[ERROR] no such artifact", "the build failed")
        .doesNotContain("much");
  }

  private void backdate(String file) throws IOException {
    Files.setLastModifiedTime(project.path(file), FileTime.fromMillis(0));
  }
}
