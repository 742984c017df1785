package io.evilnet.ingest.x;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.ingest.x.StreamEnd.EndOfStream;
import io.evilnet.ingest.x.StreamEnd.NetworkFailure;
import io.evilnet.ingest.x.StreamEnd.OperationalDisconnect;
import io.evilnet.ingest.x.StreamEnd.Quota;
import io.evilnet.ingest.x.StreamEnd.QuotaExhausted;
import io.evilnet.ingest.x.StreamEnd.RateLimited;
import io.evilnet.ingest.x.StreamEnd.ServerFailure;
import io.evilnet.ingest.x.StreamEnd.Stalled;
import io.evilnet.ingest.x.StreamEnd.TlsFailure;
import io.evilnet.ingest.x.StreamEnd.TooManyConnections;
import io.evilnet.ingest.x.StreamEnd.UnexpectedFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconnectDelaysTest {

  private static final Duration LONG_LIVED = ofMinutes(10);

  @Test
  void shouldReconnectImmediatelyAfterEstablishedStream() {
    for (StreamEnd end :
        List.of(
            new EndOfStream(),
            new Stalled(),
            new NetworkFailure("reset"),
            new OperationalDisconnect("operational-disconnect"))) {
      assertThat(ReconnectDelays.START.after(end, LONG_LIVED).delay()).isZero();
    }
  }

  @Test
  void shouldIncreaseLinearlyTo16SecondsAfterNetworkFailures() {
    List<Duration> delays = delays(new NetworkFailure("refused"), 70);
    assertThat(delays.subList(0, 4))
        .containsExactly(ofMillis(250), ofMillis(500), ofMillis(750), ofMillis(1000));
    assertThat(delays.get(63)).isEqualTo(ofSeconds(16));
    assertThat(delays.get(69)).isEqualTo(ofSeconds(16));
    assertThat(delays(new TlsFailure("bad certificate"), 2)).isEqualTo(delays.subList(0, 2));
  }

  @Test
  void shouldDoubleFrom5To320SecondsAfterHttpErrors() {
    for (StreamEnd end : List.of(new ServerFailure(503, ""), new TooManyConnections())) {
      assertThat(delays(end, 9))
          .containsExactly(
              ofSeconds(5),
              ofSeconds(10),
              ofSeconds(20),
              ofSeconds(40),
              ofSeconds(80),
              ofSeconds(160),
              ofSeconds(320),
              ofSeconds(320),
              ofSeconds(320));
    }
  }

  @Test
  void shouldDoubleFrom60SecondsWhenRateLimited() {
    assertThat(delays(new RateLimited(Optional.empty()), 6))
        .containsExactly(
            ofSeconds(60),
            ofSeconds(120),
            ofSeconds(240),
            ofSeconds(480),
            ofSeconds(960),
            ofSeconds(960));
  }

  @Test
  void shouldWaitForReportedReset() {
    assertThat(delays(new RateLimited(Optional.of(ofMinutes(12))), 1))
        .containsExactly(ofMinutes(12));
    assertThat(delays(new RateLimited(Optional.of(ZERO)), 1)).containsExactly(ofSeconds(60));
  }

  @Test
  void shouldLimitWaitForReportedReset() {
    assertThat(delays(new RateLimited(Optional.of(ofHours(10))), 2))
        .containsExactly(ofMinutes(16), ofMinutes(16));
  }

  @Test
  void shouldRetryEvery15MinutesWhenQuotaIsExhausted() {
    for (Quota quota : Quota.values()) {
      assertThat(delays(new QuotaExhausted(quota, 402, ""), 4))
          .containsExactly(ofMinutes(15), ofMinutes(15), ofMinutes(15), ofMinutes(15));
    }
  }

  @Test
  void shouldBackOffAfterUnexpectedFailure() {
    assertThat(ReconnectDelays.START.after(new UnexpectedFailure("x"), LONG_LIVED).delay())
        .isEqualTo(ofSeconds(5));
  }

  @Test
  void shouldBackOffAfterRepeatedShortStreams() {
    ReconnectDelays delays = ReconnectDelays.START;
    List<Duration> seen = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      delays = delays.after(new EndOfStream(), ofMillis(10));
      seen.add(delays.delay());
    }
    assertThat(seen).containsExactly(ZERO, ofMillis(500), ofMillis(750), ofMillis(1000));
  }

  @Test
  void shouldResetBackOffAfterLongStream() {
    ReconnectDelays delays = ReconnectDelays.START;
    for (int i = 0; i < 5; i++) {
      delays = delays.after(new ServerFailure(503, ""), ZERO);
    }
    delays = delays.after(new EndOfStream(), LONG_LIVED);
    assertThat(delays.delay()).isZero();
    assertThat(delays.after(new ServerFailure(503, ""), ZERO).delay()).isEqualTo(ofSeconds(5));
  }

  @Test
  void shouldResetBackOffWhenKindOfFailureChanges() {
    ReconnectDelays delays = ReconnectDelays.START;
    delays = delays.after(new NetworkFailure(""), ZERO);
    delays = delays.after(new NetworkFailure(""), ZERO);
    delays = delays.after(new ServerFailure(500, ""), ZERO);
    assertThat(delays.delay()).isEqualTo(ofSeconds(5));
    delays = delays.after(new NetworkFailure(""), ZERO);
    assertThat(delays.delay()).isEqualTo(ofMillis(250));
  }

  private static List<Duration> delays(StreamEnd end, int count) {
    List<Duration> result = new ArrayList<>();
    ReconnectDelays delays = ReconnectDelays.START;
    for (int i = 0; i < count; i++) {
      delays = delays.after(end, ZERO);
      result.add(delays.delay());
    }
    return result;
  }
}
