package io.evilnet.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.Malformed;
import io.evilnet.core.Place;
import io.evilnet.core.ReferenceKind;
import io.evilnet.core.SnowflakeId;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;

/** A {@link PartitionCount} with random crashes, takeovers and late writes of fenced processes. */
class PartitionCountKilledTest {

  private static final Instant NOW = TopologyHarness.NOW;
  private static final int LARGEST_BATCH = 5;

  private RecordedStore store;

  /**
   * The counts and outcomes equal those of a process without failures, for any number of crashes
   * and takeovers, any surviving part of the changelog, with or without the local disk, after late
   * writes of a fenced process, and from any committed offset.
   */
  @Test
  void shouldCountExactlyAfterRandomCrashes() {
    for (long seed = 1; seed <= 300; seed++) {
      store = new RecordedStore();
      countWithRandomCrashes(seed);
    }
  }

  private void countWithRandomCrashes(long seed) {
    Random random = new Random(seed);
    List<StreamLine> lines = randomLines(random, 400);
    PartitionCount reference =
        new PartitionCount(
            TopologyHarness.SETTINGS,
            new RecordedStore().pages(),
            new Windows.Limits(Integer.MAX_VALUE, Integer.MAX_VALUE),
            NOW);
    for (int offset = 0; offset < lines.size(); offset++) {
      reference.accept(lines.get(offset), offset, NOW);
      reference.store();
    }

    Map<CityWindow, Counts> delivered = new HashMap<>();
    Map<CityWindow, Counts> sent = new HashMap<>();
    PartitionCount count = open(store, random);
    int committedChanges = store.changes();
    List<KeyValue<Bytes, byte[]>> unsent = List.of();
    int committed = 0;
    int offset = 0;
    while (offset < lines.size()) {
      int end = Math.min(lines.size(), offset + 1 + random.nextInt(LARGEST_BATCH));
      // A crash may occur within a batch, every other event between two batches.
      boolean crashesWithinBatch = random.nextInt(30) == 0;
      end -= crashesWithinBatch ? random.nextInt(end - offset) : 0;
      for (; offset < end; offset++) {
        count.accept(lines.get(offset), offset, NOW);
      }
      if (!crashesWithinBatch) {
        count.store();
      }
      switch (crashesWithinBatch ? 6 : random.nextInt(24)) {
        case 0, 1, 2, 3 -> emit(count, sent, committed);
        case 4, 5 -> {
          // A commit awaits the acknowledgement of all records, also those of the changelog.
          deliver(sent, delivered, 1, random);
          committed = offset;
          committedChanges = store.changes();
        }
        case 6, 7, 8, 9 -> {
          // A crash loses some of the records sent since the commit, and all unsent ones.
          deliver(sent, delivered, 0.5, random);
          int left = committedChanges + random.nextInt(store.changes() - committedChanges + 1);
          unsent = store.changesFrom(left);
          store =
              random.nextBoolean()
                  ? store.onDiskAfter(left, random.nextInt(left + 1))
                  : store.truncatedAfter(left);
          count = open(store, random);
          offset = committed;
          committedChanges = store.changes();
        }
        case 10, 11 -> {
          // A takeover after a commit restores the state from the changelog.
          deliver(sent, delivered, 1, random);
          committed = offset;
          store = store.truncatedAfter(store.changes());
          count = open(store, random);
          committedChanges = store.changes();
        }
        case 12 -> {
          // A late write of the fenced process.
          store.appendForeign(unsent.subList(0, random.nextInt(unsent.size() + 1)));
          unsent = List.of();
        }
        default -> {}
      }
    }
    emit(count, sent, committed);
    deliver(sent, delivered, 1, random);

    assertThat(count.totals()).as("seed %d", seed).isEqualTo(reference.totals());
    assertThat(count.totals().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(lines.size());
    Map<CityWindow, Counts> expected = new HashMap<>();
    emit(reference, expected, -1);
    assertThat(delivered).as("seed %d", seed).isEqualTo(expected);
  }

  private static void emit(PartitionCount count, Map<CityWindow, Counts> sent, long committed) {
    count.tidy(NOW, committed, Set.of());
    Set<CityWindow> changed = count.takeChanged().keySet();
    changed.forEach(
        key -> {
          sent.merge(key, count.counts(key), Counts::max);
          assertThat(count.city(key.cityId()).id()).isEqualTo(key.cityId());
        });
    count.sent(changed);
  }

  private static void deliver(
      Map<CityWindow, Counts> sent,
      Map<CityWindow, Counts> delivered,
      double share,
      Random random) {
    sent.forEach(
        (key, counts) -> {
          if (random.nextDouble() < share) {
            delivered.merge(key, counts, Counts::max);
          }
        });
    sent.clear();
  }

  private static List<StreamLine> randomLines(Random random, int size) {
    List<StreamLine> lines = new ArrayList<>();
    Instant clock = Instant.parse("2026-11-20T14:00:00Z");
    for (int i = 0; i < size; i++) {
      clock = clock.plusSeconds(random.nextInt(20));
      int kind = random.nextInt(10);
      if (kind == 0) {
        lines.add(new Malformed(Malformed.Reason.NOT_JSON, "at byte 1"));
      } else if (kind == 1 && i > 0) {
        lines.add(lines.get(random.nextInt(lines.size())));
      } else {
        Instant at = kind == 2 ? clock.minusSeconds(random.nextInt(3_000)) : clock;
        lines.add(tweet(at, SnowflakeId.of(at, i), random));
      }
    }
    return lines;
  }

  private static Tweet tweet(Instant at, long id, Random random) {
    boolean resolved = random.nextInt(5) > 0;
    String city = "c" + random.nextInt(3);
    Place place = new Place("city", new City(city, city, "CA", 0, 0), null, List.of());
    int author = random.nextInt(20);
    if (resolved) {
      return new Tweet(id, author, at, Set.of(), place);
    }
    Tweet retweet = new Tweet(id, author, at, Set.of(ReferenceKind.RETWEETED), null);
    return random.nextBoolean() ? retweet.retweetOf(place) : retweet;
  }

  private PartitionCount open(RecordedStore store, Random random) {
    return new PartitionCount(
        TopologyHarness.SETTINGS,
        store.pages(),
        new Windows.Limits(random.nextInt(3), random.nextInt(9)),
        NOW);
  }
}
