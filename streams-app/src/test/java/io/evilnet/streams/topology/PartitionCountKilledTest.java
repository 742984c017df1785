package io.evilnet.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A {@link PartitionCount} that dies, hands over and wakes up at random. */
class PartitionCountKilledTest {

  private static final Instant NOW = TopologyHarness.NOW;
  private static final int LARGEST_BATCH = 5;

  private RecordedStore store;

  /**
   * However often the process dies or hands over, whatever part of the changelog is left, with its
   * own disk or on another machine, whatever a process that was taken for dead still writes, and
   * wherever it reads on from, the counts and the number of each outcome are those of a process
   * that never died.
   */
  @Test
  void shouldCountExactlyWhenKilledAnywhere() {
    for (long seed = 1; seed <= 300; seed++) {
      store = new RecordedStore();
      countWhileKilledAnywhere(seed);
    }
  }

  private void countWhileKilledAnywhere(long seed) {
    Random random = new Random(seed);
    List<StreamLine> lines = randomLines(random, 400);
    PartitionCount undisturbed =
        new PartitionCount(
            TopologyHarness.SETTINGS,
            new RecordedStore().pages(),
            new Windows.Limits(Integer.MAX_VALUE, Integer.MAX_VALUE),
            NOW);
    for (int offset = 0; offset < lines.size(); offset++) {
      undisturbed.accept(lines.get(offset), offset, NOW);
      undisturbed.store();
    }

    Map<CityWindow, Counts> arrived = new HashMap<>();
    Map<CityWindow, Counts> sent = new HashMap<>();
    PartitionCount count = open(store, random);
    int committedChanges = store.changes();
    List<KeyValue<Bytes, byte[]>> unsent = List.of();
    int committed = 0;
    int offset = 0;
    while (offset < lines.size()) {
      int end = Math.min(lines.size(), offset + 1 + random.nextInt(LARGEST_BATCH));
      // A crash may come in the middle of a batch; all else happens between two.
      boolean isCutShort = random.nextInt(30) == 0;
      end -= isCutShort ? random.nextInt(end - offset) : 0;
      for (; offset < end; offset++) {
        count.accept(lines.get(offset), offset, NOW);
      }
      if (!isCutShort) {
        count.store();
      }
      switch (isCutShort ? 6 : random.nextInt(24)) {
        case 0, 1, 2, 3 -> look(count, sent, committed);
        case 4, 5 -> {
          // A commit waits for all that was sent, to the next topic and to the changelog.
          arrive(sent, arrived, 1, random);
          committed = offset;
          committedChanges = store.changes();
        }
        case 6, 7, 8, 9 -> {
          // A crash loses any part of what was sent since, and whatever was about to be sent.
          arrive(sent, arrived, 0.5, random);
          int left = committedChanges + random.nextInt(store.changes() - committedChanges + 1);
          unsent = store.changesFrom(left);
          store =
              random.nextBoolean()
                  ? store.onDiskAfter(left, random.nextInt(left + 1))
                  : store.cutAfter(left);
          count = open(store, random);
          offset = committed;
          committedChanges = store.changes();
        }
        case 10, 11 -> {
          // Who takes over after a commit knows what the changelog knows.
          arrive(sent, arrived, 1, random);
          committed = offset;
          store = store.cutAfter(store.changes());
          count = open(store, random);
          committedChanges = store.changes();
        }
        case 12 -> {
          // It was not dead.
          store.intrude(unsent.subList(0, random.nextInt(unsent.size() + 1)));
          unsent = List.of();
        }
        default -> {}
      }
    }
    look(count, sent, committed);
    arrive(sent, arrived, 1, random);

    assertThat(count.totals()).as("seed %d", seed).isEqualTo(undisturbed.totals());
    assertThat(count.totals().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(lines.size());
    Map<CityWindow, Counts> truth = new HashMap<>();
    look(undisturbed, truth, -1);
    assertThat(arrived).as("seed %d", seed).isEqualTo(truth);
  }

  private static void look(PartitionCount count, Map<CityWindow, Counts> seen, long committed) {
    count.tidy(NOW, committed, Set.of());
    Set<CityWindow> changed = count.takeChanged().keySet();
    changed.forEach(
        key -> {
          seen.merge(key, count.counts(key), Counts::max);
          assertThat(count.city(key.cityId()).id()).isEqualTo(key.cityId());
        });
    count.sent(changed);
  }

  private static void arrive(
      Map<CityWindow, Counts> sent, Map<CityWindow, Counts> arrived, double share, Random random) {
    sent.forEach(
        (key, counts) -> {
          if (random.nextDouble() < share) {
            arrived.merge(key, counts, Counts::max);
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
    Place place = new Place(city, "city", city, "CA", 0, 0);
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
