package io.evilnet.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.backfill.cli.JobOptions;
import io.evilnet.backfill.job.JobSettings;
import io.evilnet.backfill.job.Mode;
import io.evilnet.core.CountingRules;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.settings.EvilnetCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CommandTest {

  private static final Instant NOW = Instant.parse("2026-11-20T14:02:00Z");

  @Command
  private static final class Holder {
    @Mixin private JobOptions options;
  }

  @Test
  void shouldExtendRangeToWholeWindows() {
    assertThat(settings(Map.of(), "--last=1h").windows())
        .isEqualTo(range("2026-11-20T13:00:00Z", "2026-11-20T14:05:00Z"));
    assertThat(
            settings(Map.of(), "--from=2026-11-20T13:01Z", "--to=2026-11-20T13:05:00Z").windows())
        .isEqualTo(range("2026-11-20T13:00:00Z", "2026-11-20T13:05:00Z"));
    assertThat(settings(Map.of(), "--from=2022-05-04", "--to=2022-05-05").windows())
        .isEqualTo(range("2022-05-04T00:00:00Z", "2022-05-05T00:00:00Z"));
  }

  @Test
  void shouldUseLastHourForRepeatedRunByDefault() {
    JobSettings hour = settings(Map.of(), "--repeated");

    assertThat(hour.windows()).isEqualTo(settings(Map.of(), "--last=1h").windows());
    assertThat(hour.onlyRetained()).isTrue();
    assertThat(settings(Map.of("EVILNET_LAST", "3h"), "--repeated", "--only-retained").windows())
        .isEqualTo(settings(Map.of(), "--last=3h").windows());
    assertThat(settings(Map.of("EVILNET_FROM", "2026-11-20T12:00Z"), "--repeated").windows())
        .isEqualTo(settings(Map.of(), "--from=2026-11-20T12:00Z").windows());
    assertThat(settings(Map.of(), "--repeated", "--trust-kafka").onlyRetained()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--repeated --to=2026-11-20 | no time range: specify --from and --to, or --last",
        "--grace=1m | no time range: specify --from and --to, or --last",
        "--last=1h --from=2026-11-20 | --last cannot be combined with",
        "--last=0s | last must be more than 0",
        "--from=2026-11-20 --to=2026-11-19 | from must be before to",
        "--last=1h --into=evilnet | into must not be the keyspace of the stream",
        "--last=1h --into=Bad-Name | keyspace must be",
        "--last=1h --window=1m | another keyspace with --into",
        "--last=1h --countries=FR | counts with countries=CA, this run with countries=FR; specify",
        "--last=1h --only-retained --trust-kafka | --only-retained and --trust-kafka are mutually exclusive",
        "--last=1h --assume-country=CA | counts with assume-country=none, this run with assume-country=CA",
        "--last=1h --retweet-kinds=quoted | another keyspace with --into",
      })
  void shouldReportInvalidArgument(String arguments, String message) {
    assertThatThrownBy(() -> settings(Map.of(), arguments.trim().split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message.trim());
  }

  @Test
  void shouldReportExpectedFormatOfTime() {
    assertThatThrownBy(() -> settings(Map.of(), "--from=yesterday"))
        .hasMessageContaining("--from")
        .hasMessageContaining("'yesterday' is not a time; expected 2026-11-20T14:00Z");
  }

  @Test
  void shouldUseCountingSettingsOfStream() {
    Map<String, String> environment = Map.of("EVILNET_WINDOW", "1m");

    assertThat(settings(environment, "--last=1h").rules().window())
        .isEqualTo(Duration.ofMinutes(1));
    assertThatThrownBy(() -> settings(environment, "--last=1h", "--window=5m"))
        .hasMessageContaining("--into");
    JobSettings settings = settings(environment, "--last=1h", "--window=5m", "--into=by_five");
    assertThat(settings.rules()).isEqualTo(CountingRules.DEFAULT);
    assertThat(settings.target().keyspace()).isEqualTo("by_five");
  }

  /** Executors have another working directory. */
  @Test
  void shouldPassAbsolutePathsToExecutors() {
    Path absolute = Path.of("secrets").toAbsolutePath();

    assertThat(
            settings(Map.of(), "--last=1h", "--cassandra-truststore=secrets/ca.p12").trustStore())
        .hasValue(absolute.resolve("ca.p12"));
    assertThat(settings(Map.of(), "--last=1h", "--cassandra-ca=secrets/ca.pem").trustStore())
        .hasValue(absolute.resolve("ca.p12"));
  }

  @Test
  void shouldReturnExitCode2ForUsageError() {
    assertThat(Main.run()).isEqualTo(2);
    assertThat(Main.run("validate")).isEqualTo(2);
    assertThat(Main.run("validate", "--no-such-option")).isEqualTo(2);
  }

  @Test
  void shouldExcludeOpenWindows() {
    TimeRange hour = range("2026-11-20T13:00:00Z", "2026-11-20T14:05:00Z");

    // 13:40 to 13:45 is the last window whose grace period of 15 minutes has ended at 14:02.
    assertThat(hour.before(CountingRules.DEFAULT.firstOpenWindow(NOW)))
        .isEqualTo(range("2026-11-20T13:00:00Z", "2026-11-20T13:45:00Z"));
    assertThat(
            range("2026-11-20T13:50:00Z", "2026-11-20T14:05:00Z")
                .before(CountingRules.DEFAULT.firstOpenWindow(NOW))
                .isEmpty())
        .isTrue();
  }

  private static JobSettings settings(Map<String, String> environment, String... arguments) {
    Holder holder = new Holder();
    EvilnetCommand.commandLine(holder, environment).parseArgs(arguments);
    return holder.options.settings(Mode.VALIDATE, NOW, environment);
  }

  private static TimeRange range(String from, String to) {
    return new TimeRange(Instant.parse(from), Instant.parse(to));
  }
}
