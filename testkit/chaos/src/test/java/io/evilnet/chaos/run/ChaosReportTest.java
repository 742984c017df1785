package io.evilnet.chaos.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evilnet.chaos.check.Backlog;
import io.evilnet.chaos.check.Recovery;
import io.evilnet.chaos.check.Verdict;
import io.evilnet.chaos.fault.Fault;
import io.evilnet.chaos.fault.Fault.Kind;
import io.evilnet.chaos.fault.FaultPlan;
import io.evilnet.chaos.fault.InjectedFault;
import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.oracle.CountableOffsets;
import io.evilnet.chaos.oracle.ExpectedCounts;
import io.evilnet.chaos.oracle.Outcomes;
import io.evilnet.chaos.system.SystemSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosReportTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final Fault FAULT =
      new Fault(Duration.ofSeconds(10), Kind.STALL, List.of("cassandra"), Duration.ofSeconds(5));

  @TempDir private Path directory;

  @Test
  void shouldReportBacklogAndRecoveryTimes() throws IOException {
    ChaosReport.write(result(), directory);

    JsonNode report = new JsonMapper().readTree(directory.resolve("chaos.json").toFile());
    assertThat(report.at("/samples/0/notInTotals").asLong()).isEqualTo(1);
    assertThat(report.at("/samples/0/notInRows").asLong()).isEqualTo(2);
    assertThat(report.at("/samples/1").has("notInTotals")).isFalse();
    assertThat(report.at("/recoveries/0/fromMillis").asLong()).isEqualTo(11_000);
    assertThat(report.at("/recoveries/0/rowsBehindMillis").asLong()).isEqualTo(1_500);
    assertThat(report.get("again").asText()).startsWith("bin/evilnet chaos --faults stall");
  }

  @Test
  void shouldWriteSelfContainedPage() throws IOException {
    ChaosReport.write(result(), directory);

    String page = Files.readString(directory.resolve("chaos.html"), UTF_8);
    assertThat(page)
        .contains("{\"seconds\":[1.0,2.0],\"totals\":[1,null],\"rows\":[2,null]")
        .contains("\"faults\":[{\"from\":11.0,\"to\":16.0}]")
        .contains("cassandra stalled for 5 s", "1.5 s")
        .contains("I2 every row", "toronto: 1 &lt; 2")
        .contains("class=\"violated\">VIOLATED")
        .contains("uPlot=function")
        .doesNotContainPattern("\\$\\{[a-z-]+}")
        .doesNotContain("<link", " src=");
  }

  private static ChaosRun.Result result() {
    CountableOffsets countable = new CountableOffsets();
    countable.add(0, 0);
    countable.add(0, 1);
    InjectedFault injected = new InjectedFault(FAULT, START.plusSeconds(11), START.plusSeconds(16));
    return new ChaosRun.Result(
        FaultPlan.listed(List.of(FAULT), Duration.ofSeconds(10), Duration.ofSeconds(45)),
        SystemSettings.plain(Path.of("system"), 500),
        List.of("  11 s  cassandra stalled for 5 s"),
        Backlog.of(
            countable, START, List.of(sample(1, Map.of(0, 2L), 1, 0), sample(2, Map.of(), 1, -1))),
        List.of(
            new Recovery(
                injected,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.of(Duration.ofMillis(1_500)))),
        new ExpectedCounts(Map.of(), Map.of(), new Outcomes(Map.of())),
        List.of(Verdict.of("I2 every row equals the oracle", List.of("toronto: 1 < 2"), "")));
  }

  private static Sample sample(int second, Map<Integer, Long> ends, long totals, long visible) {
    return new Sample(Duration.ofSeconds(second), ends, 0, totals, visible, true, Map.of(), 0);
  }
}
