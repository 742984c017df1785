package io.evilnet.ingest.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.x.com",
        "http://10.0.0.1:8082",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://simulator:8082/"
      })
  void shouldRejectTokenOverPlaintextConnection(String url) {
    assertThatThrownBy(() -> settings(url, "secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x-base-url must start with https://")
        .hasMessageContaining(url)
        .hasMessageNotContaining("secret");
    assertThatCode(() -> settings(url, BearerToken.SIMULATED)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.x.com",
        "http://127.0.0.1:8082",
        "http://127.1.2.3",
        "http://localhost:8082/",
        "http://[::1]:8082"
      })
  void shouldAcceptTokenOverTlsAndLoopback(String url) {
    assertThat(settings(url, "secret").baseUrl()).doesNotEndWith("/");
  }

  @Test
  void shouldNotTreatInvalidUrlOrTlsAsLoopback() {
    assertThat(XSettings.isLoopback("not an address")).isFalse();
    assertThat(XSettings.isLoopback("https://localhost")).isFalse();
  }

  /** The HTTP client accepts milliseconds as an integer. */
  @Test
  void shouldRejectStallTimeoutOutOfRange() {
    BearerToken token =
        BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, "secret")).get(0);
    for (Duration timeout : new Duration[] {Duration.ofMillis(99), Duration.ofDays(30)}) {
      assertThatThrownBy(() -> new XSettings("https://api.x.com", token, timeout))
          .hasMessageContaining("stall-timeout must be 100ms to 1d");
    }
  }

  private static XSettings settings(String url, String token) {
    return new XSettings(
        url,
        BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, token)).get(0),
        Duration.ofSeconds(25));
  }
}
