package io.evilnet.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.CountingRules;
import io.evilnet.platform.topics.TopicOptions;
import io.evilnet.platform.topics.TopicSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SettingsTest {

  private final All all = new All();

  @Test
  void shouldUseDefaultRulesAndTopicSettings() {
    parse();

    assertThat(all.counting.rules()).isEqualTo(CountingRules.DEFAULT);
    assertThat(all.topics.settings())
        .isEqualTo(new TopicSettings(6, (short) 2, 1, Duration.ofHours(24), Duration.ofHours(24)));
  }

  @Test
  void shouldParseCountries() {
    parse("--countries", "all");
    assertThat(all.counting.rules().countries()).isEmpty();

    parse("--countries", "ca, us");
    assertThat(all.counting.rules().countries()).isEqualTo(Set.of("CA", "US"));
  }

  @Test
  void shouldAssumeCountryOnlyIfConfigured() {
    parse();
    assertThat(all.counting.rules().assumeCountry()).isEmpty();

    parse("--assume-country", "ca");
    assertThat(all.counting.rules().assumeCountry()).isEqualTo("CA");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --retweet-kinds       | liked | retweet-kinds must be a list of retweeted, quoted and
          --assume-country      | Canada | assume-country must be a two-letter ISO code such as CA
          --tweets-partitions   | 0     | tweets-partitions must be 1 to 1000, but is 0
          --min-insync-replicas | 3     | min-insync-replicas must be 1 to 2 (replication-factor), but is 3
          --retention           | 1s    | retention must be 1m or more, but is PT1S
          """)
  void shouldReportSettingRuleAndValue(String option, String value, String message) {
    parse(option, value);

    assertThatThrownBy(all::check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldParseAddress() {
    assertThat(HostPort.parse("127.0.0.1:9042"))
        .isEqualTo(InetSocketAddress.createUnresolved("127.0.0.1", 9042));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", ":1", "host:", "host:x", "host:65536"})
  void shouldRejectInvalidAddress(String text) {
    assertThatThrownBy(() -> HostPort.parse(text)).hasMessageContaining("HOST:PORT");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:8080, 127.0.0.1:8080",
    ":::8080, 127.0.0.1:8080",
    "[::]:8080, 127.0.0.1:8080",
    "127.0.0.1:8080, 127.0.0.1:8080",
    "192.0.2.1:8080, 192.0.2.1:8080",
    "[::1]:8080, [::1]:8080",
    "a-host:8080, a-host:8080"
  })
  void shouldReplaceWildcardAddressByLoopbackAddress(String address, String expected) {
    assertThat(HostPort.forClients(address)).isEqualTo(expected);
  }

  private void parse(String... args) {
    EvilnetCommand.commandLine(all, Map.of()).parseArgs(args);
  }

  @Command(name = "all")
  static final class All {
    @Mixin CountingOptions counting;
    @Mixin TopicOptions topics;

    void check() {
      counting.rules();
      topics.settings();
    }
  }
}
