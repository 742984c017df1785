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
  void shouldAllowEverythingWhenNothingHasBeenDeleted() {
    Retention retention = retention(whole(0), whole(1));

    assertThat(retention.from()).isEmpty();
    assertThat(retention.of(range("2001-01-01T00:00:00Z", "2026-11-20T14:00:00Z")))
        .isEqualTo(Verdict.COMPLETE);
  }

  @Test
  void shouldBeginWithTheFirstWindowNoPostOfWhichCanBeGone() {
    // A post of 14:07:00 may have arrived at 14:02:00, five minutes ahead of its time.
    assertThat(retention(whole(0), cut(1, SINCE)).from())
        .contains(Instant.parse("2026-11-19T14:10:00Z"));
    // The retained record shares its millisecond with one that may have been deleted.
    assertThat(retention(cut(0, Instant.parse("2026-11-19T14:00:00Z"))).from())
        .contains(Instant.parse("2026-11-19T14:10:00Z"));
  }

  @Test
  void shouldGoByThePartitionThatHasLostMost() {
    assertThat(retention(cut(0, SINCE), cut(1, SINCE.plusSeconds(600))).from())
        .contains(Instant.parse("2026-11-19T14:20:00Z"));
  }

  @Test
  void shouldRefuseARangeThatBeginsBefore() {
    Retention retention = retention(cut(0, SINCE));

    assertThat(retention.of(range("2026-11-19T14:10:00Z", "2026-11-20T14:00:00Z")))
        .isEqualTo(Verdict.COMPLETE);
    assertThat(retention.of(range("2026-11-19T14:05:00Z", "2026-11-20T14:00:00Z")))
        .isEqualTo(Verdict.REFUSED);
  }

  @Test
  void shouldTakeARangeForAnArchiveThatNoLiveRowCanBeOf() {
    Retention retention = retention(cut(0, SINCE));

    // The TTL of rows is a day, and the margin for late posts another day.
    assertThat(retention.archiveBefore()).isEqualTo(Instant.parse("2026-11-17T14:10:00Z"));
    assertThat(retention.of(range("2022-01-01T00:00:00Z", "2026-11-17T14:10:00Z")))
        .isEqualTo(Verdict.ARCHIVE);
    assertThat(retention.of(range("2022-01-01T00:00:00Z", "2026-11-17T14:15:00Z")))
        .isEqualTo(Verdict.REFUSED);
  }

  @Test
  void shouldBeCertainOnlyOfWindowsThatBeganAfterTheFirstPost() {
    TimeRange hour = range("2026-11-19T13:40:00Z", "2026-11-19T14:40:00Z");

    assertThat(retention(whole(0)).certain(hour))
        .as("Kafka may have been emptied at 14:02, and a post of 14:07 may have come before")
        .isEqualTo(range("2026-11-19T14:10:00Z", "2026-11-19T14:40:00Z"));
    assertThat(retention(whole(0), neverUsed(1)).certain(hour))
        .isEqualTo(range("2026-11-19T14:10:00Z", "2026-11-19T14:40:00Z"));
    assertThat(retention(whole(0)).certain(range("2026-11-19T14:10:00Z", "2026-11-19T14:20:00Z")))
        .isEqualTo(range("2026-11-19T14:10:00Z", "2026-11-19T14:20:00Z"));
    assertThat(
            retention(whole(0))
                .certain(range("2026-11-19T13:00:00Z", "2026-11-19T14:10:00Z"))
                .isEmpty())
        .isTrue();
    assertThat(retention(neverUsed(0)).certain(hour).isEmpty()).isTrue();
  }

  @Test
  void shouldBeCertainOfAllWindowsWhileTheSameTopicHasLostNothing() {
    TimeRange archive = range("2022-05-04T00:00:00Z", "2022-05-05T00:00:00Z");
    TimeRange hour = range("2026-11-19T13:40:00Z", "2026-11-19T14:40:00Z");

    assertThat(ofSameTopic(whole(0), neverUsed(1)).certain(archive)).isEqualTo(archive);
    assertThat(ofSameTopic(whole(0), cut(1, SINCE)).certain(archive).isEmpty()).isTrue();
    assertThat(ofSameTopic(whole(0), cut(1, SINCE)).certain(hour))
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

  private static PartitionOffsets whole(int partition) {
    return new PartitionOffsets(partition, 0, SINCE, 0, 100);
  }

  private static PartitionOffsets neverUsed(int partition) {
    return new PartitionOffsets(partition, 0, SINCE.minusSeconds(86_400), 0, 0);
  }

  private static PartitionOffsets cut(int partition, Instant retainedSince) {
    return new PartitionOffsets(partition, 10, retainedSince, 20, 100);
  }

  private static TimeRange range(String from, String to) {
    return new TimeRange(Instant.parse(from), Instant.parse(to));
  }
}
