package io.evilnet.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.Malformed.Reason;
import io.evilnet.core.Outcome;
import org.junit.jupiter.api.Test;

class OutcomeMetersTest {

  private final ProcessMeters process = new ProcessMeters();
  private final OutcomeMeters outcomes = new OutcomeMeters(process.registry());

  @Test
  void shouldExportTotalOfEachOutcomeAndPartition() {
    outcomes.update(0, Outcome.COUNTED, 5);
    outcomes.update(0, Outcome.COUNTED, 7);
    outcomes.update(1, Outcome.COUNTED, 2);
    outcomes.update(1, Outcome.LATE, 1);

    assertThat(process.registry().scrape())
        .contains("evilnet_tweets_total{outcome=\"counted\",partition=\"0\"} 7.0")
        .contains("evilnet_tweets_total{outcome=\"counted\",partition=\"1\"} 2.0")
        .contains("evilnet_tweets_total{outcome=\"late\",partition=\"1\"} 1.0");
  }

  @Test
  void shouldExportDeadLettersByReasonIncludingZeros() {
    outcomes.dead(Reason.NOT_JSON);
    outcomes.dead(Reason.NOT_JSON);

    assertThat(process.registry().scrape())
        .contains("evilnet_dead_letters_total{reason=\"not-json\"} 2.0")
        .contains("evilnet_dead_letters_total{reason=\"ahead-of-time\"} 0.0");
  }

  @Test
  void shouldRemoveMetersOfRevokedPartitionUntilReassignment() {
    outcomes.update(0, Outcome.COUNTED, 5);
    outcomes.update(1, Outcome.COUNTED, 2);
    outcomes.forget(0);

    assertThat(process.registry().scrape())
        .doesNotContain("partition=\"0\"")
        .contains("partition=\"1\"");

    outcomes.update(0, Outcome.COUNTED, 9);
    assertThat(process.registry().scrape()).contains("partition=\"0\"} 9.0");
  }
}
