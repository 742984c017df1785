package io.evilnet.streams.topology;

import static io.evilnet.streams.topology.PartitionCounts.line;
import static io.evilnet.streams.topology.PartitionCounts.open;
import static io.evilnet.streams.topology.PartitionCounts.process;
import static io.evilnet.streams.topology.PartitionCounts.processAll;
import static io.evilnet.streams.topology.PartitionCounts.tweets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import io.evilnet.core.Counts;
import io.evilnet.core.Outcome;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class PartitionCountTest {

  private static final CityCountSettings SETTINGS = TopologyHarness.SETTINGS;
  private static final Instant NOW = TopologyHarness.NOW;

  private final RecordedStore store = new RecordedStore();

  @Test
  void shouldResumeFromRestoredState() {
    StreamLine first = line(Post.at("14:00:01", 1, 100, "Montréal"));
    StreamLine second = line(Post.at("14:20:00", 2, 100, "Toronto"));
    PartitionCount before = open(store);
    process(before, first, 0);
    process(before, second, 1); // closes 14:00

    PartitionCount after = open(store);
    process(after, second, 1); // read again
    process(after, second, 2); // delivered twice
    process(after, line(Post.at("14:21:00", 3, 100, "Toronto")), 3);
    process(after, line(Post.at("14:00:02", 4, 200, "Montréal")), 4); // 14:00, still closed

    assertThat(after.totals())
        .containsEntry(Outcome.COUNTED, 3L)
        .containsEntry(Outcome.DUPLICATE, 1L)
        .containsEntry(Outcome.LATE, 1L);
    assertThat(after.takeChanged().keySet())
        .extracting(key -> after.city(key.cityId()).fullName() + " " + after.counts(key))
        .containsExactlyInAnyOrder(
            "Montréal " + new Counts(1, 0, 1), "Toronto " + new Counts(2, 0, 1));
  }

  @Test
  void shouldRestoreTweetsOfWindowClosedByReprocessedPosts() {
    List<StreamLine> lines =
        List.of(
            line(Post.at("14:19:00", 1, 100, "Toronto")),
            line(Post.at("14:00:01", 2, 200, "Montréal")),
            line(Post.at("14:20:01", 3, 300, "Toronto"))); // closes 14:00
    processAll(open(store), lines);
    RecordedStore disk = store.onDiskAfter(0, 0);
    process(open(disk), lines.get(0), 0);

    PartitionCount restored = open(disk.truncatedAfter(disk.changes()));
    processAll(restored, lines);

    assertThat(restored.takeChanged().keySet())
        .extracting(key -> restored.city(key.cityId()).fullName() + " " + restored.counts(key))
        .containsExactlyInAnyOrder(
            "Montréal " + new Counts(1, 0, 1),
            "Toronto " + new Counts(1, 0, 1),
            "Toronto " + new Counts(1, 0, 1));
    assertThat(restored.totals()).containsEntry(Outcome.COUNTED, 3L);
  }

  /** The state after a fenced process removes the city following a takeover. */
  @Test
  void shouldNotRecognizeCityUntilPostContainsItsName() {
    PartitionCount before = open(store);
    process(before, line(Post.at("14:00:01", 1, 100, "Montréal")), 0);
    store.pages().remove(before.city(Post.placeId("Montréal")));

    PartitionCount count = open(store.truncatedAfter(store.changes()));
    CityWindow key = count.takeChanged().keySet().iterator().next();
    assertThat(count.knows(key)).isFalse();

    process(count, line(Post.at("14:00:02", 2, 101, "Montréal")), 1);
    assertThat(count.knows(key)).isTrue();
    assertThat(count.counts(key)).isEqualTo(new Counts(2, 0, 2));
  }

  @Test
  void shouldStoreBatchAsOnePage() {
    PartitionCount count = open(store);
    List<StreamLine> tweets = tweets(3);
    for (int offset = 0; offset < 3; offset++) {
      count.accept(tweets.get(offset), offset, NOW);
    }
    int cities = store.changes();
    count.store();
    count.store();
    assertThat(store.changes()).isEqualTo(cities + 1);

    assertThat(open(store).totals()).containsEntry(Outcome.COUNTED, 3L);
  }

  @Test
  void shouldResumeWithMissingPage() {
    processAll(open(store), tweets(3));
    store.removePage(1);

    PartitionCount after = open(store);
    process(after, tweets(4).get(3), 3);

    assertThat(after.takeChanged().keySet())
        .extracting(after::counts)
        .containsExactly(new Counts(3, 0, 3));
    assertThat(after.totals()).containsEntry(Outcome.EXPIRED, 0L);
  }

  @Test
  void shouldRejectStateOfEarlierVersion() {
    store.recording().put(Bytes.wrap(new byte[] {4, 0}), new byte[1]);

    assertThatThrownBy(() -> open(store))
        .hasMessageContaining("written by an earlier version")
        .hasMessageContaining("another application-id and another keyspace");
  }

  @Test
  void shouldCountPostsThatExpiredUnread() {
    PartitionCount count = open(store);
    process(count, line(Post.at("14:00:01", 1, 100, "Montréal")), 1_000); // the first offset
    assertThat(count.totals()).containsEntry(Outcome.EXPIRED, 0L);

    StreamLine next = line(Post.at("14:00:02", 2, 100, "Montréal"));
    process(count, next, 1_010);
    assertThat(count.totals()).containsEntry(Outcome.EXPIRED, 9L);

    PartitionCount after = open(store);
    process(after, next, 1_010); // read again
    process(after, line(Post.at("14:00:03", 3, 100, "Montréal")), 1_013);
    assertThat(after.totals())
        .containsEntry(Outcome.EXPIRED, 11L)
        .containsEntry(Outcome.COUNTED, 3L);
  }

  @Test
  void shouldNotReportExpiredPostsOfIdlePartition() {
    PartitionCount count = open(store);
    process(count, line(Post.at("14:00:01", 1, 100, "Montréal")), 0);
    Instant later = NOW.plus(SETTINGS.idleAfter());
    count.tidy(later, -1, Set.of());
    count.tidy(later.plus(SETTINGS.retireDelay()), -1, Set.of());

    PartitionCount after = open(store);
    process(after, line(Post.at("15:00:01", 2, 100, "Montréal")), 1);

    assertThat(after.totals()).containsEntry(Outcome.EXPIRED, 0L);
  }

  @Test
  void shouldClassifyEditInClosedWindowAsEditedInsteadOfLate() {
    PartitionCount count = open(store);
    process(count, line(Post.at("15:00:00", 1, 100, "Toronto")), 0);
    Tweet first = (Tweet) line(Post.at("14:00:01", 2, 100, "Montréal"));
    process(count, first, 1);
    process(
        count,
        new Tweet(
            first.id(),
            first.authorId(),
            first.createdAt(),
            first.references(),
            first.place(),
            true),
        2);

    assertThat(count.totals()).containsEntry(Outcome.LATE, 1L).containsEntry(Outcome.EDITED, 1L);
  }

  @Test
  void shouldRejectStateOfRecreatedTopic() {
    processAll(new PartitionCount(ofTopic("first"), store.pages(), NOW), tweets(1));

    assertThatThrownBy(() -> new PartitionCount(ofTopic("second"), store.pages(), NOW))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("recreated")
        .hasMessageContaining("another application-id and another keyspace");
  }

  private static CityCountSettings ofTopic(String id) {
    return new CityCountSettings(
        SETTINGS.rules(),
        SETTINGS.emitInterval(),
        SETTINGS.retireDelay(),
        SETTINGS.retention(),
        id,
        SETTINGS.applicationId());
  }

  @Test
  void shouldRejectStateOfAnotherWindowLength() {
    processAll(open(store), tweets(1));
    CountingRules rules = CountingRules.DEFAULT;
    CityCountSettings other =
        new CityCountSettings(
            new CountingRules(
                Duration.ofMinutes(1), rules.grace(), Set.of(), Set.of(), rules.maxAhead()),
            SETTINGS.emitInterval(),
            SETTINGS.retireDelay(),
            SETTINGS.retention());

    assertThatThrownBy(() -> new PartitionCount(other, store.pages(), NOW))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("window is PT1M, but the state was created with windows of PT5M");
  }
}
