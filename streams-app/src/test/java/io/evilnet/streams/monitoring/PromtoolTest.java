package io.evilnet.streams.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of the configuration, rules and queries of Prometheus by promtool. */
class PromtoolTest {

  @TempDir private Path directory;

  @BeforeAll
  static void requirePromtool() {
    assumeTrue(
        Tool.isInstalled("promtool"),
        "promtool is not installed (part of Prometheus, Debian package prometheus):"
            + " the rules and expressions are not checked");
  }

  @Test
  void shouldAcceptConfigurationAndRules() throws IOException, InterruptedException {
    assertSucceeds(Rules.PROMETHEUS, "check", "config", "--lint-fatal", "prometheus.yml");
    assertSucceeds(Rules.PROMETHEUS, "check", "rules", "--lint=all", "--lint-fatal", "rules.yml");
  }

  @Test
  void shouldFireAlertsAtExpectedTimes() throws IOException, InterruptedException {
    assertSucceeds(Rules.PROMETHEUS, "test", "rules", "rules-test.yml");
  }

  /** Checks them as recording rules, since this promtool does not check single expressions. */
  @Test
  void shouldAcceptExpressionsOfDashboards() throws IOException, InterruptedException {
    List<Map<String, String>> rules = new ArrayList<>();
    for (String expression : Rules.dashboardExpressions()) {
      rules.add(Map.of("record", "panel:" + rules.size(), "expr", expression));
    }
    YAMLMapper.builder()
        .build()
        .writeValue(
            directory.resolve("panels.yml").toFile(),
            Map.of("groups", List.of(Map.of("name", "panels", "rules", rules))));

    assertThat(rules).hasSizeGreaterThan(20);
    assertSucceeds(directory, "check", "rules", "panels.yml");
  }

  private static void assertSucceeds(Path in, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Tool.Result result = Tool.run(in, command);
    assertThat(result.exitCode()).as(result.output()).isZero();
  }
}
