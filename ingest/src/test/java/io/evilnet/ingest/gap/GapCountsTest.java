package io.evilnet.ingest.gap;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.ingest.x.ReconnectPause;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamEnd.NetworkFailure;
import io.evilnet.ingest.x.StreamEnd.Quota;
import io.evilnet.ingest.x.StreamEnd.QuotaExhausted;
import io.evilnet.ingest.x.StreamEnd.RateLimited;
import io.evilnet.ingest.x.StreamEnd.Refused;
import io.evilnet.ingest.x.XFailure;
import io.evilnet.platform.topics.StreamGap;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** Tests without Kafka: gaps stay in the file. */
class GapCountsTest extends GapFixture {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<String> requests = new ArrayList<>();
  private Optional<StreamEnd> failure = Optional.empty();

  @Test
  void shouldCountPostsOneMinuteAfterEndOfGap() {
    try (GapLedger ledger = ledger()) {
      GapRecorder recorder = recordGap(ledger, 180);
      counts(ledger, 239).step();
      assertThat(requests).isEmpty();
      counts(ledger, 240).step();
      counts(ledger, 300).step();
      recorder.received(post(179), START.plusSeconds(300));
    }
    assertThat(requests).containsExactly("2026-11-20T14:00:00Z 2026-11-20T14:03:00Z");
    assertThat(recorded()).containsExactly(gap(180).withRecovered(1).withMade(900));
    assertThat(recorded().get(0).missed()).hasValue(899);
  }

  @Test
  void shouldCountPostsAfterRestart() {
    try (GapLedger ledger = ledger()) {
      recordGap(ledger, 180);
    }
    try (GapLedger ledger = ledger()) {
      ledger.start();
      counts(ledger, 240).step();
    }
    assertThat(recorded()).contains(gap(180).withMade(900));
  }

  @Test
  void shouldNotRequestCountsOfShortOldOrUnsupportedGaps() {
    try (GapLedger ledger = ledger()) {
      recordGap(ledger, 9);
      counts(ledger, 240).step();
    }
    try (GapLedger ledger = ledger()) {
      recordGap(ledger, 180);
      new GapCounts(ledger, Map.of(), at(240), ReconnectPause.REAL).step();
      assertThat(ledger.uncounted()).isEmpty();
    }
    try (GapLedger ledger = ledger()) {
      recordGap(ledger, 180);
      counts(ledger, Duration.ofDays(7).toSeconds()).step();
      assertThat(ledger.uncounted()).isEmpty();
    }
    assertThat(requests).isEmpty();
  }

  @Test
  void shouldNotRetryRejectedRequestBeforeRestart() {
    failure = Optional.of(new Refused(403, "no access"));
    try (GapLedger ledger = ledger()) {
      GapRecorder recorder = recordGap(ledger, 180);
      GapCounts counts = counts(ledger, 400);
      assertThat(counts.step()).isEqualTo(MINUTE);
      recordLaterGap(recorder);
      counts.step();
      assertThat(ledger.uncounted()).isEmpty();
      assertThat(requests).hasSize(1);

      failure = Optional.empty();
      recordLaterGap(recorder);
      counts(ledger, 400).step();
    }
    assertThat(requests).hasSize(2);
    assertThat(recorded()).contains(gap(180), laterGap().withMade(900));
  }

  @Test
  void shouldRetryUntilRequestSucceeds() {
    try (GapLedger ledger = ledger()) {
      recordLaterGap(recordGap(ledger, 180));
      GapCounts counts = counts(ledger, 400);
      failure = Optional.of(new NetworkFailure("no route"));
      for (int i = 0; i < 10; i++) {
        assertThat(counts.step()).isEqualTo(MINUTE);
      }
      failure = Optional.of(new RateLimited(Optional.of(Duration.ofMinutes(10))));
      assertThat(counts.step()).isEqualTo(Duration.ofMinutes(10));
      failure = Optional.of(new QuotaExhausted(Quota.CREDITS, 402, "no credits"));
      for (int i = 0; i < 10; i++) {
        assertThat(counts.step()).isEqualTo(Duration.ofMinutes(15));
      }
      assertThat(ledger.uncounted()).hasSize(2);

      failure = Optional.empty();
      assertThat(counts.step()).isEqualTo(MINUTE);
      counts.step();
    }
    assertThat(recorded()).contains(gap(180).withMade(900), laterGap().withMade(900));
  }

  @Test
  void shouldKeepCountOfNewestGapWhenClockIsSetBack() {
    try (GapLedger ledger = ledger()) {
      GapRecorder recorder = recordGap(ledger, 180);
      recorder.received(KEEP_ALIVE, START.minusSeconds(100));
      recorder.ended("network", false);
      recorder.received(KEEP_ALIVE, START.minusSeconds(80));
      counts(ledger, 0).step();
      counts(ledger, 240).step();
      recorder.received(post(-90), START.minusSeconds(70));
    }
    assertThat(requests).hasSize(2);
    assertThat(recorded()).allMatch(gap -> gap.made().isPresent());
  }

  private GapLedger ledger() {
    GapPublisher withoutKafka =
        new GapPublisher(
            () -> {
              throw new TimeoutException("no broker");
            });
    return new GapLedger("home", file(), withoutKafka, at(0));
  }

  private GapCounts counts(GapLedger ledger, long second) {
    return new GapCounts(
        ledger, Map.of("filtered", this::countPosts), at(second), ReconnectPause.REAL);
  }

  private long countPosts(Instant from, Instant to) throws IOException {
    requests.add(from + " " + to);
    if (failure.isPresent()) {
      throw new XFailure(failure.get());
    }
    return 900;
  }

  private static GapRecorder recordGap(GapLedger ledger, long seconds) {
    GapRecorder recorder = ledger.connection("filtered");
    ledger.start();
    recorder.received(KEEP_ALIVE, START);
    recorder.ended("network", false);
    recorder.received(KEEP_ALIVE, START.plusSeconds(seconds));
    return recorder;
  }

  private static void recordLaterGap(GapRecorder recorder) {
    recorder.received(KEEP_ALIVE, START.plusSeconds(200));
    recorder.ended("network", false);
    recorder.received(KEEP_ALIVE, START.plusSeconds(220));
  }

  private List<StreamGap> recorded() {
    return new GapFile(file()).read().pending();
  }

  private static StreamGap gap(long seconds) {
    return StreamGap.open("home", "filtered", START, "network").endedAt(START.plusSeconds(seconds));
  }

  private static StreamGap laterGap() {
    return StreamGap.open("home", "filtered", START.plusSeconds(200), "network")
        .endedAt(START.plusSeconds(220));
  }
}
