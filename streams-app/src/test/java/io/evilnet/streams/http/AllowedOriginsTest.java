package io.evilnet.streams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

  @Test
  void shouldMatchOriginsAsSerializedByBrowsers() {
    AllowedOrigins origins = AllowedOrigins.parse("https://Example.org, http://[::1]:3000,");

    assertThat(origins.allows("https://example.org")).isTrue();
    assertThat(origins.allows("http://[::1]:3000")).isTrue();
    assertThat(origins.allows("http://[::1]")).isFalse();
    assertThat(origins.allows("https://example.org.evil.example")).isFalse();
    assertThat(origins.allows("null")).isFalse();
    assertThat(origins.allows(null)).isFalse();
    assertThat(AllowedOrigins.parse("*").allows("https://other.example")).isTrue();
    assertThat(AllowedOrigins.parse("")).isEqualTo(AllowedOrigins.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org:443, https://example.org",
    "https://example.org:, https://example.org",
    "http://localhost:80, http://localhost",
    "https://[::1]:443, https://[::1]",
    "http://example.org:443, http://example.org:443"
  })
  void shouldDropDefaultAndEmptyPorts(String origin, String sent) {
    assertThat(AllowedOrigins.parse(origin).origins()).containsExactly(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "https://example.org/",
        "https://user@example.org",
        "https://*.example.org",
        "ftp://example.org",
        "https://",
        "null",
        "https://example.org evil"
      })
  void shouldRejectInvalidOrigin(String origin) {
    assertThatThrownBy(() -> AllowedOrigins.parse(origin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "api-allow-origin must be origins such as https://example.org or"
                + " http://localhost:3000, or *, but is '%s'",
            origin);
  }
}
