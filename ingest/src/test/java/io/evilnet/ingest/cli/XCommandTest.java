package io.evilnet.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.evilnet.platform.settings.EvilnetCommand;
import io.evilnet.simulator.FaultScript;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.Simulator;
import io.evilnet.simulator.SimulatorSettings;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests the commands about cost with the simulator's account. */
class XCommandTest {

  private static final int CAP = 500;
  private static final Pattern MISSED =
      Pattern.compile("missed ≈ (\\d+) posts from \\S+ to (\\S+)");

  @TempDir private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private Simulator simulator;
  private String output;

  @BeforeEach
  void startSimulator() {
    simulator =
        new Simulator(
            new SimulatorSettings(
                new InetSocketAddress("127.0.0.1", 0),
                GeneratorSettings.of(1, 400),
                Duration.ofSeconds(1),
                Optional.of("simulated"),
                FaultScript.NONE,
                Duration.ofMinutes(5),
                64L << 20,
                false,
                CAP));
    simulator.start();
    environment.put("EVILNET_X_BASE_URL", "http://127.0.0.1:" + simulator.port());
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void shouldPrintUsageUpToCap() throws Exception {
    assertThat(run(new XCommand(), "usage")).isZero();
    assertThat(output).contains("0 of 500 posts");
    assertThat(run(new XCommand(), "usage", "--format", "csv")).isZero();
    assertThat(output).contains(",0,0,500,");

    readToTheCap();

    assertThat(run(new XCommand(), "usage")).isZero();
    assertThat(output).contains("500 of 500 posts of this period used, reset in");
    assertThat(run(new XCommand(), "usage", "--format", "csv")).isZero();
    assertThat(output).startsWith("day,posts,").contains(",500,500,");
    assertThat(run(new XCommand(), "usage", "--format", "json")).isZero();
    assertThat(output).contains("\"period_posts\":500,\"cap\":500");
  }

  @Test
  void shouldEstimateMissedPostsWithinTenPercent() throws Exception {
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    NavigableMap<Instant, Long> generated = new TreeMap<>();
    readToTheCap();
    // X counts up to 10 s ago.
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              generated.put(Instant.now(), simulator.posts());
              return generated.lastKey().isAfter(start.plusSeconds(16));
            });

    assertThat(run(new XCommand(), "missed", "--from", start.toString(), "--rules", ruleFile()))
        .isZero();
    Matcher missed = MISSED.matcher(output);
    assertThat(missed.find()).as(output).isTrue();
    double expected = generated.floorEntry(Instant.parse(missed.group(2))).getValue();
    assertThat(Double.parseDouble(missed.group(1))).isCloseTo(expected, withinPercentage(10));
  }

  @Test
  void shouldRejectUncountedIntervalsAndNegativePrices() {
    assertThat(run(new XCommand(), "missed", "--from", "-8d")).isEqualTo(2);
    assertThat(output).contains("within the last seven days");
    assertThat(run(new XCommand(), "missed", "--last", "5s")).isEqualTo(2);
    assertThat(output).contains("more than 10 seconds ago");
    assertThat(run(new XCommand(), "missed", "--to", "now")).isEqualTo(2);
    assertThat(output).contains("no interval: specify --from and --to, or --last");
    assertThat(run(new RulesCommand(), "plan", "--price-per-1000", "-5")).isEqualTo(2);
    assertThat(run(new RulesCommand(), "plan", "--price-per-1000", "NaN")).isEqualTo(2);
    assertThat(output).contains("price-per-1000 must be 0 or more");
  }

  @Test
  void shouldEstimateIntervalsOfDays() throws Exception {
    assertThat(run(new XCommand(), "missed", "--from", "-6d", "--rules", ruleFile())).isZero();
    assertThat(run(new XCommand(), "missed", "--last", "7d", "--rules", ruleFile())).isZero();
    assertThat(output).contains("missed ≈ 0 posts");
  }

  @Test
  void shouldPrintPriceOfPlan() throws Exception {
    readToTheCap();
    assertThat(run(new RulesCommand(), "plan", "--price-per-1000", "5", "--rules", ruleFile()))
        .isZero();
    assertThat(output).contains("posts per day in total").contains("per month at 5.00 per 1,000");
  }

  @Test
  void shouldNotSendTokenOfXToSimulator() throws Exception {
    String simulated = environment.remove("EVILNET_X_BASE_URL");
    Path file = directory.resolve("cluster.properties");
    Files.writeString(file, "simulated=true\nx-base-url=" + simulated + "\n");
    environment.put("EVILNET_CONFIG", file.toString());
    Path token = Files.writeString(directory.resolve("token"), "a-real-one");

    assertThat(run(new XCommand(), "usage", "--x-bearer-token-file=" + token)).isEqualTo(2);
    assertThat(output).contains(simulated, "--x-base-url https://api.x.com");
    assertThat(run(new XCommand(), "missed", "--last=1h", "--x-bearer-token-file=" + token))
        .isEqualTo(2);
    assertThat(run(new XCommand(), "usage")).isZero();
    assertThat(output).contains(simulated, "simulator").contains("0 of 500 posts");
  }

  @Test
  void shouldPrintRemedyWithoutConnection() {
    simulator.close();

    for (Object command : List.of(new XCommand(), new RulesCommand())) {
      assertThat(run(command, command instanceof XCommand ? "usage" : "list")).isEqualTo(1);
      assertThat(output)
          .contains("no connection to " + environment.get("EVILNET_X_BASE_URL"))
          .contains("check x-base-url, the network and the proxy");
    }
  }

  private void readToTheCap() throws Exception {
    assertThat(run(new RulesCommand(), "apply", "--rules", ruleFile())).isZero();
    HttpURLConnection connection = stream();
    try (InputStream in = connection.getInputStream()) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    assertThat(stream().getResponseCode()).isEqualTo(429);
  }

  private HttpURLConnection stream() throws Exception {
    URI uri = URI.create(environment.get("EVILNET_X_BASE_URL") + "/2/tweets/search/stream");
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer simulated");
    return connection;
  }

  private String ruleFile() throws Exception {
    Path file = directory.resolve("all.yaml");
    return Files.writeString(file, "rules:\n  - value: cats\n    tag: all\n").toString();
  }

  private int run(Object command, String... args) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    CommandLine line = EvilnetCommand.commandLine(command, environment);
    int status = line.setOut(writer).setErr(writer).execute(args);
    output = text.toString();
    return status;
  }
}
