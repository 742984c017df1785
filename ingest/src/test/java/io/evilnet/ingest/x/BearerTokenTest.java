package io.evilnet.ingest.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BearerTokenTest {

  private static final String SECRET = "AAAA%2Bsecret";

  @TempDir private Path directory;

  @Test
  void shouldPreferFileToEnvironment() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), SECRET + "\n");
    BearerToken token =
        BearerToken.readAll(Optional.of(file), Map.of("X_BEARER_TOKEN", "other")).get(0);
    assertThat(token.value()).isEqualTo(SECRET);
    assertThat(token.source()).contains(file.toString());
  }

  @Test
  void shouldNotExposeToken() {
    BearerToken token =
        BearerToken.readAll(Optional.empty(), Map.of("X_BEARER_TOKEN", SECRET)).get(0);
    XSettings settings = new XSettings("http://127.0.0.1:1", token, Duration.ofSeconds(25));
    assertThat(settings.toString()).doesNotContain(SECRET).contains("X_BEARER_TOKEN");
  }

  @Test
  void shouldNameRequiredSettingsWithoutToken() {
    assertThatThrownBy(() -> BearerToken.readAll(Optional.empty(), Map.of()))
        .hasMessageContaining("X_BEARER_TOKEN")
        .hasMessageContaining("x-bearer-token-file");
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> BearerToken.readAll(Optional.of(missing), Map.of()))
        .hasMessageContaining(missing.toString());
  }

  @Test
  void shouldRejectInvalidTokenWithoutExposingIt() {
    for (String text : new String[] {"two words", "line\nbreak", "caf\u00e9"}) {
      assertThatThrownBy(
              () -> BearerToken.readAll(Optional.empty(), Map.of("X_BEARER_TOKEN", text)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(text);
    }
  }

  @Test
  void shouldReadTokensOfSeveralAccounts() throws Exception {
    Path file = Files.writeString(directory.resolve("tokens"), "one\n\n two \n");
    assertThat(BearerToken.readAll(Optional.of(file), Map.of()))
        .extracting(BearerToken::value, BearerToken::source)
        .containsExactly(
            tuple("one", "token 1 of the file " + file),
            tuple("two", "token 2 of the file " + file));
    assertThat(BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, "a,b")))
        .hasSize(2);
    assertThatThrownBy(
            () -> BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, "a,a")))
        .hasMessageContaining("twice");
  }
}
