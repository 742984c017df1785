package io.evilnet.streams.topology;

import static io.evilnet.streams.topology.PartitionCounts.line;
import static io.evilnet.streams.topology.PartitionCounts.open;
import static io.evilnet.streams.topology.PartitionCounts.take;
import static io.evilnet.streams.topology.PartitionCounts.takeAll;
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
  void shouldGoOnFromItsStateWhenRebuiltInTheMiddle() {
    StreamLine first = line(Post.at("14:00:01", 1, 100, "Montréal"));
    StreamLine second = line(Post.at("14:20:00", 2, 100, "Toronto"));
    PartitionCount before = open(store);
    take(before, first, 0);
    take(before, second, 1); // closes 14:00

    PartitionCount after = open(store);
    take(after, second, 1); // read again
    take(after, second, 2); // a redelivery
    take(after, line(Post.at("14:21:00", 3, 100, "Toronto")), 3);
    take(after, line(Post.at("14:00:02", 4, 200, "Montréal")), 4); // 14:00, still closed

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
  void shouldHaveTheTweetsOfAWindowThatWasClosedInWhatIsReadAgain() {
    List<StreamLine> lines =
        List.of(
            line(Post.at("14:19:00", 1, 100, "Toronto")),
            line(Post.at("14:00:01", 2, 200, "Montréal")),
            line(Post.at("14:20:01", 3, 300, "Toronto"))); // closes 14:00
    takeAll(open(store), lines);
    RecordedStore disk = store.onDiskAfter(0, 0);
    take(open(disk), lines.get(0), 0);

    PartitionCount elsewhere = open(disk.cutAfter(disk.changes()));
    takeAll(elsewhere, lines);

    assertThat(elsewhere.takeChanged().keySet())
        .extracting(key -> elsewhere.city(key.cityId()).fullName() + " " + elsewhere.counts(key))
        .containsExactlyInAnyOrder(
            "Montréal " + new Counts(1, 0, 1),
            "Toronto " + new Counts(1, 0, 1),
            "Toronto " + new Counts(1, 0, 1));
    assertThat(elsewhere.totals()).containsEntry(Outcome.COUNTED, 3L);
  }

  /** As if a process that was fenced had forgotten the city after another one had taken over. */
  @Test
  void shouldNotKnowACityWithoutANameUntilAPostHasIt() {
    PartitionCount before = open(store);
    take(before, line(Post.at("14:00:01", 1, 100, "Montréal")), 0);
    store.pages().remove(before.city(Post.placeId("Montréal")));

    PartitionCount count = open(store.cutAfter(store.changes()));
    CityWindow key = count.takeChanged().keySet().iterator().next();
    assertThat(count.knows(key)).isFalse();

    take(count, line(Post.at("14:00:02", 2, 101, "Montréal")), 1);
    assertThat(count.knows(key)).isTrue();
    assertThat(count.counts(key)).isEqualTo(new Counts(2, 0, 2));
  }

  @Test
  void shouldStoreABatchAsOnePage() {
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
  void shouldGoOnWhereAPageIsMissing() {
    takeAll(open(store), tweets(3));
    store.removePage(1);

    PartitionCount after = open(store);
    take(after, tweets(4).get(3), 3);

    assertThat(after.takeChanged().keySet())
        .extracting(after::counts)
        .containsExactly(new Counts(3, 0, 3));
    assertThat(after.totals()).containsEntry(Outcome.EXPIRED, 0L);
  }

  @Test
  void shouldRefuseTheStateOfAnEarlierVersion() {
    store.recording().put(Bytes.wrap(new byte[] {4, 0}), new byte[1]);

    assertThatThrownBy(() -> open(store))
        .hasMessageContaining("kept by an earlier version")
        .hasMessageContaining("another application-id and another keyspace");
  }

  @Test
  void shouldNumberThePostsThatExpiredBeforeTheyWereRead() {
    PartitionCount count = open(store);
    take(count, line(Post.at("14:00:01", 1, 100, "Montréal")), 1_000); // begins there
    assertThat(count.totals()).containsEntry(Outcome.EXPIRED, 0L);

    StreamLine next = line(Post.at("14:00:02", 2, 100, "Montréal"));
    take(count, next, 1_010);
    assertThat(count.totals()).containsEntry(Outcome.EXPIRED, 9L);

    PartitionCount after = open(store);
    take(after, next, 1_010); // read again
    take(after, line(Post.at("14:00:03", 3, 100, "Montréal")), 1_013);
    assertThat(after.totals())
        .containsEntry(Outcome.EXPIRED, 11L)
        .containsEntry(Outcome.COUNTED, 3L);
  }

  @Test
  void shouldNotTakeAnIdlePartitionForOneThatLostPosts() {
    PartitionCount count = open(store);
    take(count, line(Post.at("14:00:01", 1, 100, "Montréal")), 0);
    Instant later = NOW.plus(SETTINGS.idleAfter());
    count.tidy(later, -1, Set.of());
    count.tidy(later.plus(SETTINGS.retireDelay()), -1, Set.of());

    PartitionCount after = open(store);
    take(after, line(Post.at("15:00:01", 2, 100, "Montréal")), 1);

    assertThat(after.totals()).containsEntry(Outcome.EXPIRED, 0L);
  }

  @Test
  void shouldNumberAnEditOfAClosedWindowApartFromWhatIsLate() {
    PartitionCount count = open(store);
    take(count, line(Post.at("15:00:00", 1, 100, "Toronto")), 0);
    Tweet first = (Tweet) line(Post.at("14:00:01", 2, 100, "Montréal"));
    take(count, first, 1);
    take(
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
  void shouldRefuseStateOfATopicThatIsGone() {
    takeAll(new PartitionCount(ofTopic("first"), store.pages(), NOW), tweets(1));

    assertThatThrownBy(() -> new PartitionCount(ofTopic("second"), store.pages(), NOW))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("created anew")
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
  void shouldRefuseStateOfAnotherWindowLength() {
    takeAll(open(store), tweets(1));
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
        .hasMessageContaining("window is PT1M, but the state was kept for windows of PT5M");
  }
}
