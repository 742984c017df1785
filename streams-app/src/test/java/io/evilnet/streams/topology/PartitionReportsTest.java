package io.evilnet.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionReportsTest {

  private static final long EMIT = 250;

  private final PartitionReports reports = new PartitionReports(Duration.ofMillis(EMIT));

  @Test
  void shouldBeCompleteOnceAllPartitionsHaveReportedInInterval() {
    assertThat(reports.areComplete()).isFalse();
    reports.add(Map.of(0, 0L, 1, 100L), 0, 0);
    assertThat(reports.areComplete()).isTrue();

    reports.add(Map.of(0, 0L), 2 * EMIT, 0);
    assertThat(reports.areComplete()).as("of two intervals").isFalse();
    reports.add(Map.of(1, 0L), 3 * EMIT - 1, 0);
    assertThat(reports.areComplete()).isTrue();
  }

  @Test
  void shouldNotBeCompleteDuringConsumerLag() {
    reports.add(Map.of(0, 0L, 1, 60_000L), 0, 0);
    assertThat(reports.areComplete()).isFalse();

    reports.add(Map.of(1, 0L), 0, 0);
    assertThat(reports.areComplete()).isTrue();
  }

  @Test
  void shouldReturnLargestOfLatestAges() {
    assertThat(reports.largestAge(0)).isZero();
    reports.add(Map.of(0, 9_000L, 1, 7_000L), 0, 0);
    assertThat(reports.largestAge(0)).isEqualTo(9_000);

    reports.add(Map.of(0, 1_000L), EMIT, EMIT);
    assertThat(reports.largestAge(EMIT)).isEqualTo(7_000);
  }

  @Test
  void shouldDropReportsOfSilentPartition() {
    reports.add(Map.of(0, 600_000L), 0, 0);
    reports.add(Map.of(1, 0L), 60_000, 60_000);

    assertThat(reports.largestAge(70_000)).isEqualTo(600_000);
    assertThat(reports.areComplete()).isFalse();
    assertThat(reports.largestAge(70_001)).isZero();
    assertThat(reports.areComplete()).isTrue();
  }
}
