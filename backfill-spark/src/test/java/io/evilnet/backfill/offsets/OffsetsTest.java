package io.evilnet.backfill.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetsTest {

  private static final Instant EXPIRED = Instant.parse("2026-11-19T14:00:00Z");
  private static final Instant FIRST = Instant.parse("2026-11-19T20:00:00Z");

  @Test
  void shouldStartAtFirstRecordInRange() {
    assertThat(OffsetReader.of(3, 10, info(10), 40, 100, EXPIRED))
        .isEqualTo(new PartitionOffsets(3, 10, FIRST, 40, 100));
  }

  @Test
  void shouldReadNothingOfPartitionWithoutRecordsInRange() {
    assertThat(OffsetReader.of(0, 10, info(10), -1, 100, EXPIRED).posts()).isZero();
  }

  @Test
  void shouldTreatEmptyPartitionAsExpiredUnlessUnused() {
    PartitionOffsets empty = OffsetReader.of(0, 100, info(-1), -1, 100, EXPIRED);

    assertThat(empty).isEqualTo(new PartitionOffsets(0, 100, EXPIRED, 100, 100));
    assertThat(empty.isComplete()).isFalse();
    assertThat(OffsetReader.of(0, 0, info(-1), -1, 0, EXPIRED).isComplete()).isTrue();
  }

  @Test
  void shouldKeepOffsetsOrderedAfterConcurrentDeletion() {
    assertThat(OffsetReader.of(0, 50, info(40), 40, 45, EXPIRED))
        .isEqualTo(new PartitionOffsets(0, 50, EXPIRED, 50, 50));
  }

  @Test
  void shouldFormatOffsetsForSpark() {
    TopicOffsets offsets =
        new TopicOffsets(
            "tweets",
            "id",
            EXPIRED,
            List.of(
                new PartitionOffsets(0, 0, FIRST, 5, 9), new PartitionOffsets(1, 0, FIRST, 0, 0)));

    assertThat(offsets.assignment()).isEqualTo("{\"tweets\":[0,1]}");
    assertThat(offsets.startingOffsets()).isEqualTo("{\"tweets\":{\"0\":5,\"1\":0}}");
    assertThat(offsets.endingOffsets()).isEqualTo("{\"tweets\":{\"0\":9,\"1\":0}}");
    assertThat(offsets.posts()).isEqualTo(4);
  }

  @Test
  void shouldTreatPartitionWithoutCommittedOffsetAsUncounted() {
    TopicOffsets offsets =
        new TopicOffsets(
            "tweets",
            "id",
            EXPIRED,
            List.of(
                new PartitionOffsets(0, 0, FIRST, 5, 9), new PartitionOffsets(1, 0, FIRST, 0, 3)));

    StreamProgress progress =
        StreamProgressReader.progress(
            offsets,
            Map.of(
                new TopicPartition("tweets", 0), new OffsetAndMetadata(7),
                new TopicPartition("elsewhere", 1), new OffsetAndMetadata(7)));

    assertThat(progress.firstUncounted(0)).isEqualTo(7);
    assertThat(progress.firstUncounted(1)).isZero();
    assertThat(offsets.partitions()).allMatch(progress::isBefore);
    assertThat(StreamProgress.ABSENT.firstUncounted(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(offsets.partitions()).noneMatch(StreamProgress.ABSENT::isBefore);
  }

  private static ListOffsetsResultInfo info(long offset) {
    return new ListOffsetsResultInfo(
        offset, offset < 0 ? -1 : FIRST.toEpochMilli(), Optional.empty());
  }
}
