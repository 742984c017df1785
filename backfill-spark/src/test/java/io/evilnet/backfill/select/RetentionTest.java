package io.evilnet.backfill.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.backfill.offsets.PartitionOffsets;
import io.evilnet.backfill.offsets.TopicOffsets;
import io.evilnet.backfill.select.Retention.Verdict;
import io.evilnet.core.CountingRules;
import io.evilnet.core.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Instant NOW = Instant.parse("2026-11-20T14:02:00Z");
  private static final Instant SINCE = Instant.parse("2026-11-19T14:02:00Z");

  @Test
  void shouldAcceptAnyRangeIfNothingWasDeleted() {
    Retention retention = retention(complete(0), complete(1));

    assertThat(retention.from()).isEmpty();
    assertThat(retention.of(range("2001-01-01T00:00:00Z", "2026-11-20T14:00:00Z")))
        .isEqualTo(Verdict.COMPLETE);
  }

  @Test
  void shouldStartAtFirstWindowWithAllPostsRetained() {
    // A post with the event time 14:07:00 may have arrived at 14:02:00, five minutes ahead.
    assertThat(retention(complete(0), truncated(1, SINCE)).from())
        .contains(Instant.parse("2026-11-19T14:10:00Z"));
    // A record of the same millisecond as the first retained one may have been deleted.
    assertThat(retention(truncated(0, Instant.parse("2026-11-19T14:00:00Z"))).from())
        .contains(Instant.parse("2026-11-19T14:10:00Z"));
  }

  @Test
  void shouldUseLatestStartOfAllPartitions() {
    assertThat(retention(truncated(0, SINCE), truncated(1, SINCE.plusSeconds(600))).from())
        .contains(Instant.parse("2026-11-19T14:20:00Z"));
  }

  @Test
  void shouldRejectRangeBeforeFirstRetainedWindow() {
    Retention retention = retention(truncated(0, SINCE));

    assertThat(retention.of(range("2026-11-19T14:10:00Z", "2026-11-20T14:00:00Z")))
        .isEqualTo(Verdict.COMPLETE);
    assertThat(retention.of(range("2026-11-19T14:05:00Z", "2026-11-20T14:00:00Z")))
        .isEqualTo(Verdict.REJECTED);
  }

  @Test
  void shouldTreatRangeOlderThanAllLiveRowsAsArchive() {
    Retention retention = retention(truncated(0, SINCE));

    // The TTL of rows is a day, and the margin for late posts another day.
    assertThat(retention.archiveBefore()).isEqualTo(Instant.parse("2026-11-17T14:10:00Z"));
    assertThat(retention.of(range("2022-01-01T00:00:00Z", "2026-11-17T14:10:00Z")))
        .isEqualTo(Verdict.ARCHIVE);
    assertThat(retention.of(range("2022-01-01T00:00:00Z", "2026-11-17T14:15:00Z")))
        .isEqualTo(Verdict.REJECTED);
  }

  @Test
  void shouldReturnCertainWindowsAfterFirstPost() {
    TimeRange hour = range("2026-11-19T13:40:00Z", "2026-11-19T14:40:00Z");

    assertThat(retention(complete(0)).certain(hour))
        .as(
            "posts before 14:02 may have been deleted, including those with event times up to 14:07")
        .isEqualTo(range("2026-11-19T14:10:00Z", "2026-11-19T14:40:00Z"));
    assertThat(retention(complete(0), unused(1)).certain(hour))
        .isEqualTo(range("2026-11-19T14:10:00Z", "2026-11-19T14:40:00Z"));
    assertThat(
            retention(complete(0)).certain(range("2026-11-19T14:10:00Z", "2026-11-19T14:20:00Z")))
        .isEqualTo(range("2026-11-19T14:10:00Z", "2026-11-19T14:20:00Z"));
    assertThat(
            retention(complete(0))
                .certain(range("2026-11-19T13:00:00Z", "2026-11-19T14:10:00Z"))
                .isEmpty())
        .isTrue();
    assertThat(retention(unused(0)).certain(hour).isEmpty()).isTrue();
  }

  @Test
  void shouldReturnAllWindowsOfCompleteTopicAsCertain() {
    TimeRange archive = range("2022-05-04T00:00:00Z", "2022-05-05T00:00:00Z");
    TimeRange hour = range("2026-11-19T13:40:00Z", "2026-11-19T14:40:00Z");

    assertThat(ofSameTopic(complete(0), unused(1)).certain(archive)).isEqualTo(archive);
    assertThat(ofSameTopic(complete(0), truncated(1, SINCE)).certain(archive).isEmpty()).isTrue();
    assertThat(ofSameTopic(complete(0), truncated(1, SINCE)).certain(hour))
        .isEqualTo(range("2026-11-19T14:10:00Z", "2026-11-19T14:40:00Z"));
  }

  private static Retention ofSameTopic(PartitionOffsets... partitions) {
    return retention(true, partitions);
  }

  private static Retention retention(PartitionOffsets... partitions) {
    return retention(false, partitions);
  }

  private static Retention retention(boolean isSameTopic, PartitionOffsets... partitions) {
    return Retention.of(
        new TopicOffsets("tweets", "id", NOW, List.of(partitions)),
        CountingRules.DEFAULT,
        Duration.ofDays(1),
        isSameTopic);
  }

  private static PartitionOffsets complete(int partition) {
    return new PartitionOffsets(partition, 0, SINCE, 0, 100);
  }

  private static PartitionOffsets unused(int partition) {
    return new PartitionOffsets(partition, 0, SINCE.minusSeconds(86_400), 0, 0);
  }

  private static PartitionOffsets truncated(int partition, Instant retainedSince) {
    return new PartitionOffsets(partition, 10, retainedSince, 20, 100);
  }

  private static TimeRange range(String from, String to) {
    return new TimeRange(Instant.parse(from), Instant.parse(to));
  }
}
