package io.evilnet.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.launcher.cluster.FreePorts;
import io.evilnet.launcher.cluster.Project;
import io.evilnet.start.ProjectProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts as few systems as possible with all values of settings in the documents. */
@Timeout(600)
class DocumentedValuesIT {
  private static final Pattern SETTING = Pattern.compile("\\b(EVILNET_[A-Z_]+)=([^\\s`;)|]+)");

  /**
   * Settings with paths, and one that disables the recovery of ingest from a stuck connection, one
   * of the random faults.
   */
  private static final Set<String> EXCLUDED =
      Set.of("EVILNET_CONFIG", "EVILNET_DATA_DIR", "EVILNET_FREE_CONNECTIONS");

  private static final int PORTS = 20;

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("systems")
  void shouldStartWithDocumentedSettings(Map<String, String> settings) throws Exception {
    Process launcher = start(settings);
    try {
      // An assertion on the stream would wait until the launcher terminates.
      assertThat(
              launcher
                  .inputReader(UTF_8)
                  .lines()
                  .peek(System.out::println)
                  .anyMatch(line -> line.startsWith("EvilNet is up")))
          .as("is up")
          .isTrue();

      // Commands must succeed as soon as the start is complete.
      assertSucceeds("streams-app", "io.evilnet.streams.cli.Main", "counts");
      // With faults of the stream ingest may be reconnecting.
      await()
          .atMost(90, SECONDS)
          .untilAsserted(
              () ->
                  assertSucceeds(
                      "infra/launcher", "io.evilnet.launcher.cli.Main", "status", dataDirectory()));
    } finally {
      launcher.destroy();
      assertThat(launcher.waitFor(120, SECONDS)).isTrue();
    }
  }

  /** Returns the first values of all settings, then the second ones, and so on. */
  static List<Map<String, String>> systems() throws IOException {
    Map<String, Set<String>> values = new TreeMap<>();
    for (Path document : documents()) {
      Matcher setting = SETTING.matcher(Files.readString(document, UTF_8));
      while (setting.find()) {
        if (!EXCLUDED.contains(setting.group(1))) {
          values
              .computeIfAbsent(setting.group(1), name -> new LinkedHashSet<>())
              .add(setting.group(2));
        }
      }
    }
    assertThat(values.get("EVILNET_COUNTRIES")).contains("all");
    List<Map<String, String>> systems = new ArrayList<>();
    values.forEach(
        (name, settings) -> {
          int number = 0;
          for (String value : settings) {
            if (systems.size() == number) {
              systems.add(new LinkedHashMap<>());
            }
            systems.get(number++).put(name, value);
          }
        });
    return systems;
  }

  private static List<Path> documents() throws IOException {
    Path root = Project.find().root();
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(
              Stream.of(root.resolve("README.md"), root.resolve("start-all.sh")),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  private Process start(Map<String, String> settings) throws IOException {
    int port = new FreePorts().row(PORTS);
    ProcessBuilder builder =
        ProjectProcess.of(
            "infra/launcher",
            "io.evilnet.launcher.cli.Main",
            settings,
            "start",
            dataDirectory(),
            "--kafka-port=" + port,
            "--controller-port=" + (port + 2),
            "--cassandra-port=" + (port + 5),
            "--cassandra-storage-port=" + (port + 6),
            "--streams-http=127.0.0.1:" + (port + 7),
            "--ingest-http=127.0.0.1:" + (port + 8),
            "--simulator-http=127.0.0.1:" + (port + 9),
            "--schedule-http=127.0.0.1:" + (port + 10),
            "--spark-port=" + (port + 11),
            "--spark-web-port=" + (port + 13));
    return builder.redirectErrorStream(true).start();
  }

  private void assertSucceeds(String module, String main, String... arguments) throws Exception {
    String cluster = directory.resolve("run/cluster.properties").toString();
    Process command =
        ProjectProcess.of(module, main, Map.of("EVILNET_CONFIG", cluster), arguments)
            .redirectErrorStream(true)
            .start();
    String output = command.inputReader(UTF_8).lines().collect(joining("\n"));
    assertThat(command.waitFor()).as("%s: %s", arguments[0], output).isZero();
  }

  private String dataDirectory() {
    return "--data-dir=" + directory;
  }
}
