package io.evilnet.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.platform.settings.EvilnetCommand;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.Simulator;
import io.evilnet.simulator.SimulatorFixture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests the command with the simulator's account. */
class RulesCommandTest {

  @TempDir private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private Simulator simulator;
  private String output;

  @BeforeEach
  void startSimulator() {
    simulator = simulator("simulated");
    environment.put("EVILNET_X_BASE_URL", "http://127.0.0.1:" + simulator.port());
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void shouldNotChangeRulesWhenAppliedTwice() {
    environment.put("EVILNET_COUNTRIES", "CA,FR");
    assertThat(rules("plan")).isZero();
    assertThat(output)
        .contains("+ place_country:CA  # evilnet:place_country:CA")
        .contains("2 to add, 0 to delete");
    assertThat(rules("list")).isZero();
    assertThat(output).as("a plan changes nothing").contains("no rules");

    assertThat(rules("apply")).isZero();
    assertThat(output).contains("2 added, 0 deleted");
    assertThat(rules("apply")).isZero();
    assertThat(output).isEqualToIgnoringNewLines("Nothing to change.");
    assertThat(rules("plan")).isZero();
    assertThat(output).startsWith("Nothing to change.").contains("posts per day: place_country:FR");
  }

  @Test
  void shouldDeleteOnlyManagedRules() throws Exception {
    assertThat(rules("apply", "--rules", file("old", "cats"))).isZero();
    assertThat(rules("apply", "--rules", file("new", "cats"))).as("a new tag").isZero();
    assertThat(output).contains("- cats  # evilnet:old", "+ cats  # evilnet:new");
    assertThat(rules("list")).isZero();
    assertThat(output).isEqualToIgnoringNewLines("ours  cats  # evilnet:new");
    assertThat(rules("apply")).isZero();
    assertThat(output).contains("- cats", "+ place_country:CA", "1 added, 1 deleted");
  }

  @Test
  void shouldReplaceControlCharactersInRules() throws Exception {
    Path file = directory.resolve("escapes.yaml");
    Files.writeString(file, "rules:\n  - value: cats\n    tag: \"\\e[2J\\r\\u009b31m\"\n");
    assertThat(rules("apply", "--rules", file.toString())).isZero();
    assertThat(output).contains("+ cats  # evilnet: [2J  31m");
    assertThat(rules("list")).isZero();
    assertThat(output).isEqualToIgnoringNewLines("ours  cats  # evilnet: [2J  31m");
  }

  @Test
  void shouldRejectInvalidArgumentsBeforeRequest() throws Exception {
    assertThat(rules("plan", "--rules", file("a", "lang:fr"))).isEqualTo(2);
    assertThat(output).contains("invalid rule lang:fr", "standalone");
    assertThat(rules()).isEqualTo(2);
    assertThat(output).contains("plan, apply or list");
  }

  @Test
  void shouldNameInvalidCredential() {
    try (Simulator strict = simulator("another")) {
      environment.put("EVILNET_X_BASE_URL", "http://127.0.0.1:" + strict.port());
      assertThat(rules("list")).isEqualTo(1);
      assertThat(output).contains("X responded with 401").contains("X_BEARER_TOKEN");
    }
  }

  @Test
  void shouldNotSendTokenOfXToSimulator() throws Exception {
    String simulated = environment.remove("EVILNET_X_BASE_URL");
    useClusterFile("simulated=true\nx-base-url=" + simulated);
    String token = Files.writeString(directory.resolve("token"), "a-real-one").toString();

    for (String command : List.of("plan", "apply", "list")) {
      assertThat(rules(command, "--x-bearer-token-file", token)).isEqualTo(2);
      assertThat(output).contains(simulated, token, "--x-base-url https://api.x.com");
    }
    assertThat(rules("list")).isZero();
    assertThat(output).contains(simulated, "simulator").contains("no rules");
    useClusterFile(
        "simulated=true\nx-bearer-token-file=%s\nx-base-url=".formatted(token) + simulated);
    environment.put("EVILNET_X_BEARER_TOKEN_FILE", "");
    assertThat(rules("list")).as("no file overrides one of the settings file").isZero();

    assertThat(rules("list", "--x-bearer-token-file", token, "--x-base-url", simulated))
        .isEqualTo(1);
    assertThat(output).as("a specified base URL takes precedence").contains("X responded with 401");
    environment.put("EVILNET_X_BASE_URL", simulated);
    assertThat(rules("list", "--x-bearer-token-file", token)).isEqualTo(1);
    assertThat(output).contains("X responded with 401");
  }

  @Test
  void shouldSendTokenToBaseUrlOfSettingsFile() throws Exception {
    useClusterFile("x-base-url=" + environment.remove("EVILNET_X_BASE_URL"));
    String token = Files.writeString(directory.resolve("token"), "a-real-one").toString();

    assertThat(rules("list", "--x-bearer-token-file", token)).isEqualTo(1);
    assertThat(output).contains("X responded with 401");
  }

  private void useClusterFile(String content) throws Exception {
    Path file = Files.writeString(directory.resolve("cluster.properties"), content + "\n");
    environment.put("EVILNET_CONFIG", file.toString());
  }

  private int rules(String... args) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    CommandLine command = EvilnetCommand.commandLine(new RulesCommand(), environment);
    int status = command.setOut(writer).setErr(writer).execute(args);
    output = text.toString();
    return status;
  }

  private String file(String tag, String value) throws Exception {
    Path file = directory.resolve(tag + ".yaml");
    return Files.writeString(file, "rules:\n  - value: " + value + "\n    tag: " + tag + "\n")
        .toString();
  }

  private static Simulator simulator(String token) {
    Simulator simulator =
        new Simulator(
            SimulatorFixture.settings(
                GeneratorSettings.of(1, 1), Duration.ofSeconds(1), Optional.of(token)));
    simulator.start();
    return simulator;
  }
}
