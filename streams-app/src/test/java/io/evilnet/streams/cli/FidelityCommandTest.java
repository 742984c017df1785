package io.evilnet.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.TimeRange;
import io.evilnet.platform.settings.EvilnetCommand;
import io.evilnet.streams.fidelity.Fidelity;
import io.evilnet.streams.fidelity.SiteFidelity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FidelityCommandTest {

  private static final Fidelity NONE = new Fidelity(List.of(), 0, Optional.empty());
  private static final Fidelity ONE =
      new Fidelity(
          List.of(new SiteFidelity("a", 1, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO)),
          1,
          Optional.empty());

  @Test
  void shouldExplainThatComparisonRequiresOtherSites() {
    assertThat(explain(NONE)).isEqualTo("No posts in this range.\n");
    assertThat(explain(NONE, "--sites=a,b")).isEqualTo("No posts of these sites in this range.\n");
    assertThat(explain(ONE)).endsWith(": run a second collector with a different --site.\n");
    assertThat(explain(ONE, "--sites=a")).endsWith(": specify a second site in --sites.\n");
    assertThat(explain(ONE, "--sites=a,b"))
        .endsWith(": no other site of --sites has posts in this range.\n");
  }

  /** Other sites may still receive posts of the last minute. */
  @Test
  void shouldEndRangeOneMinuteBeforeNow() {
    Instant now = Instant.parse("2026-11-20T14:02:00Z");
    Instant delivered = Instant.parse("2026-11-20T14:01:00Z");
    Instant hourAgo = Instant.parse("2026-11-20T13:02:00Z");

    assertThat(command().delivered(now)).isEqualTo(new TimeRange(hourAgo, delivered));
    assertThat(command("--last=1h").delivered(now)).isEqualTo(new TimeRange(hourAgo, delivered));
    assertThat(command("--to=2026-11-20T13:30Z").delivered(now))
        .isEqualTo(new TimeRange(hourAgo, Instant.parse("2026-11-20T13:30:00Z")));
    FidelityCommand tooLate = command("--last=30s");
    assertThatThrownBy(() -> tooLate.delivered(now))
        .hasMessageContaining("more than one minute ago");
  }

  private static FidelityCommand command(String... arguments) {
    FidelityCommand command = new FidelityCommand();
    EvilnetCommand.commandLine(command, Map.of()).parseArgs(arguments);
    return command;
  }

  private static String explain(Fidelity fidelity, String... arguments) {
    StringWriter out = new StringWriter();
    command(arguments).explain(fidelity, new PrintWriter(out, true));
    return out.toString();
  }
}
