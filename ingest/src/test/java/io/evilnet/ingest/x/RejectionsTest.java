package io.evilnet.ingest.x;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.ingest.x.StreamChoice.Kind;
import io.evilnet.ingest.x.StreamEnd.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectionsTest {

  private static final Refused FORBIDDEN = new Refused(403, "Client Forbidden");
  private static final StreamChoice FIREHOSE = StreamChoice.of(Kind.FIREHOSE, List.of(3)).get(0);

  @Test
  void shouldNameSettingWithoutEntitlement() {
    assertThat(explained(FORBIDDEN, reading(FIREHOSE, 0)))
        .contains(
            "X responded with 403: Client Forbidden", "X_BEARER_TOKEN", "set stream to filtered")
        .doesNotContain("backfill");
    assertThat(explained(FORBIDDEN, reading(StreamChoice.FILTERED, 5)))
        .contains("set backfill-minutes to 0")
        .doesNotContain("set stream");
    assertThat(explained(new Refused(400, "Invalid"), reading(StreamChoice.FILTERED, 1)))
        .contains("set backfill-minutes to 0");
  }

  @Test
  void shouldNotNameUnrestrictedSettings() {
    assertThat(explained(FORBIDDEN, reading(StreamChoice.FILTERED, 0)))
        .contains("access level and credits")
        .doesNotContain("set stream", "backfill");
  }

  private static String explained(Refused refused, XSettings settings) {
    return Rejections.explained(refused, settings).description();
  }

  private static XSettings reading(StreamChoice stream, int backfillMinutes) {
    BearerToken token =
        BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, "secret")).get(0);
    return new XSettings(
        "https://api.x.com", token, Duration.ofSeconds(25), backfillMinutes, true, stream);
  }
}
