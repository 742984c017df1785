package io.evilnet.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.platform.settings.EvilnetCommand;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PublisherOptionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "caf\u00e9", "a/b"})
  void shouldRejectInvalidSite(String site) {
    PublisherOptions options = parse("--site=" + site);

    assertThatThrownBy(options::site)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("site must be 1 to 64 letters");
    assertThatThrownBy(options::settings).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldLimitLengthOfSite() {
    assertThat(parse("--site=" + "a".repeat(64)).site()).hasSize(64);
    assertThatThrownBy(parse("--site=" + "a".repeat(65))::site)
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4s", "25d", "50d"})
  void shouldRejectDeliveryTimeoutOutOfRange(String timeout) {
    assertThatThrownBy(parse("--delivery-timeout=" + timeout)::settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("delivery-timeout must be 5s to 1d");
  }

  private static PublisherOptions parse(String... arguments) {
    Holder holder = new Holder();
    EvilnetCommand.commandLine(holder, Map.of()).parseArgs(arguments);
    return holder.options;
  }

  @Command
  private static final class Holder {
    @Mixin private PublisherOptions options;
  }
}
