package io.evilnet.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the Dockerfiles with the project, and tests the start script in them. */
@Timeout(60)
class ImagesTest {
  private static final Path IMAGES = ComposeFile.INFRA.resolve("images");

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "simulator", "streams-app", "schedule"})
  void shouldCopyExistingFilesAndRunAsUnprivilegedUser(String image) throws IOException {
    String text = Files.readString(IMAGES.resolve(image).resolve("Dockerfile"));
    Matcher copy = Pattern.compile("(?m)^COPY --chmod=\\d+ (.*) \\S+$").matcher(text);
    while (copy.find()) {
      for (String source : copy.group(1).split(" ", -1)) {
        assertThat(ComposeFile.INFRA.resolve("..").resolve(source)).exists();
      }
    }
    assertThat(lastStage(text)).doesNotContainPattern("(?m)^COPY (?!--chmod=|--from=build )");
    assertThat(text)
        .contains("\nUSER 10001\n", "\nHEALTHCHECK ", "eclipse-temurin:17")
        .contains("ENTRYPOINT [\"/opt/evilnet/infra/images/run\"]\nCMD [\"" + image + "\"]")
        .containsSubsequence("/lib", "COPY --from=build /out/own");
    String other = Files.readString(IMAGES.resolve("ingest/Dockerfile"));
    assertThat(buildStage(text)).isEqualTo(buildStage(other));
    for (String line :
        List.of(
            "FROM eclipse-temurin",
            "RUN useradd",
            "COPY --chmod=0755 infra/images/run",
            "VOLUME",
            "USER")) {
      assertThat(line(text, line))
          .as("the same in each of these files")
          .isEqualTo(line(other, line));
    }
  }

  @Test
  void shouldAddOnlyJobToSparkImage() throws IOException {
    String text = Files.readString(IMAGES.resolve("batch/Dockerfile"));

    assertThat(buildStage(text))
        .isEqualTo(buildStage(Files.readString(IMAGES.resolve("ingest/Dockerfile"))));
    assertThat(lastStage(text))
        .doesNotContainPattern("(?m)^COPY (?!--chmod=|--from=build )")
        .contains("/src/backfill-spark/target/*-job.jar /opt/evilnet/job.jar", "\nUSER 10001\n")
        .containsOnlyOnce("COPY --from");
  }

  /** The base images have labels of their own, which would be inherited. */
  @ParameterizedTest
  @ValueSource(strings = {"ingest", "simulator", "streams-app", "schedule", "batch"})
  void shouldDeclareLabelsOfImage(String image) throws IOException {
    String text = Files.readString(IMAGES.resolve(image).resolve("Dockerfile"));

    for (String label : List.of("title", "description", "licenses", "version", "revision")) {
      assertThat(text).containsOnlyOnce(" org.opencontainers.image." + label + "=");
    }
    assertThat(text).contains("\nARG VERSION\n", "\nARG REVISION\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "streams-app",
        "ingest",
        "simulator",
        "schedule",
        "job",
        "spark-master",
        "spark-worker"
      })
  void shouldReplaceShellByProcess(String process) throws Exception {
    writeJava("echo \"$$ $*\"");
    Path output = temp.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(IMAGES.resolve("run").toString(), process, "-Xmx9m", "--", "an argument"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", temp.toString());

    Process started = builder.start();
    assertThat(started.waitFor(20, SECONDS)).isTrue();

    assertThat(Files.readString(output, UTF_8))
        .startsWith(started.pid() + " @" + IMAGES.toRealPath() + "/jvm/" + process + ".jvm ")
        .containsSubsequence(" -Xmx9m ", "an argument");
    assertThat(IMAGES.resolve("jvm").resolve(process + ".jvm")).exists();
  }

  @ParameterizedTest
  @CsvSource({"streams-app, 0", "ingest, 0", "spark-worker, 10", "schedule, 10"})
  void shouldRunBatchProcessesAtLowerPriority(String process, int increment) throws Exception {
    int own = Integer.parseInt(output(new ProcessBuilder("nice")));
    writeJava("exec nice");
    ProcessBuilder builder = new ProcessBuilder(IMAGES.resolve("run").toString(), process);
    builder.environment().put("JAVA_HOME", temp.toString());

    assertThat(output(builder)).isEqualTo(Integer.toString(Math.min(19, own + increment)));
  }

  private static String output(ProcessBuilder builder) throws Exception {
    Process started = builder.redirectErrorStream(true).start();
    assertThat(started.waitFor(20, SECONDS)).isTrue();
    return new String(started.getInputStream().readAllBytes(), UTF_8).strip();
  }

  private void writeJava(String command) throws IOException {
    Path java = temp.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/usr/bin/env bash\n" + command + "\n", UTF_8);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void shouldListProcessesWhenProcessIsUnknown() throws Exception {
    Process started =
        new ProcessBuilder(IMAGES.resolve("run").toString(), "else")
            .redirectErrorStream(true)
            .start();
    assertThat(started.waitFor(20, SECONDS)).isTrue();

    assertThat(started.exitValue()).isEqualTo(2);
    assertThat(new String(started.getInputStream().readAllBytes(), UTF_8))
        .startsWith("run: unknown process 'else': use one of streams-app,");
  }

  /**
   * The images contain a subset of the commands of {@code bin/evilnet}, with the same main classes.
   */
  @Test
  void shouldRunSameCommandsAsProject() throws IOException {
    Map<String, String> imageCommands = commands(IMAGES.resolve("evilnet"));

    assertThat(imageCommands).hasSizeGreaterThan(8).containsKey("unusual");
    assertThat(commands(ComposeFile.PROJECT.resolve("bin/evilnet")))
        .containsAllEntriesOf(imageCommands);
  }

  private static Map<String, String> commands(Path script) throws IOException {
    Map<String, String> classes = new TreeMap<>();
    Pattern.compile("(?m)^ +(\\S.*\\S)\\) (?:image|module)=\\S+ main=(\\S+) ;;$")
        .matcher(Files.readString(script))
        .results()
        .forEach(
            line -> {
              for (String name : line.group(1).split(" \\| ", -1)) {
                classes.put(name, line.group(2));
              }
            });
    return classes;
  }

  private static String line(String text, String start) {
    return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  private static String lastStage(String text) {
    return text.substring(text.lastIndexOf("\nFROM "));
  }

  private static String buildStage(String text) {
    return text.substring(
        text.indexOf("FROM --platform=$BUILDPLATFORM maven:"), text.indexOf(" package\n"));
  }
}
