package io.evilnet.store.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.platform.settings.EvilnetCommand;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CassandraOptionsTest {

  private final Probe probe = new Probe();

  @Test
  void shouldUseTtlOfOneDayByDefault() {
    parse();

    assertThat(probe.cassandra.settings().countsTtl()).isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --keyspace            | A-B   | keyspace must be up to 48 lower-case letters
          --counts-ttl          | 1ms   | counts-ttl must be 1m to 7300d
          --cassandra           | here  | 'here' is not an address; expected HOST:PORT
          """)
  void shouldReportSettingRuleAndValue(String option, String value, String message) {
    parse(option, value);

    assertThatThrownBy(() -> probe.cassandra.settings())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private void parse(String... args) {
    EvilnetCommand.commandLine(probe, Map.of()).parseArgs(args);
  }

  @Command(name = "probe")
  static final class Probe {
    @Mixin CassandraOptions cassandra;
  }
}
