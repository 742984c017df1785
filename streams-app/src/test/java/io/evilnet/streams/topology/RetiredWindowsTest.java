package io.evilnet.streams.topology;

import static io.evilnet.streams.topology.PartitionCounts.line;
import static io.evilnet.streams.topology.PartitionCounts.open;
import static io.evilnet.streams.topology.PartitionCounts.process;
import static io.evilnet.streams.topology.PartitionCounts.processAll;
import static io.evilnet.streams.topology.PartitionCounts.tweets;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.Outcome;
import io.evilnet.core.Place;
import io.evilnet.core.Tweet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Windows of a partition, from their end to their retirement. */
class RetiredWindowsTest {

  private static final CityCountSettings SETTINGS = TopologyHarness.SETTINGS;
  private static final Instant NOW = TopologyHarness.NOW;

  private final RecordedStore store = new RecordedStore();

  @Test
  void shouldKeepTweetsOfClosedWindowForRetireDelay() {
    PartitionCount count = open(store);
    processAll(count, tweets(3));
    process(count, line(Post.at("14:20:00", 9, 100, "Montréal")), 3);
    count.takeChanged();
    count.tidy(NOW, -1, Set.of());
    long entries = store.entries();

    count.tidy(NOW.plus(SETTINGS.retireDelay()).minusMillis(1), -1, Set.of());
    assertThat(store.entries()).isEqualTo(entries);

    count.tidy(NOW.plus(SETTINGS.retireDelay()), -1, Set.of());
    assertThat(store.entries())
        .as("without its three pages, and with the ledger")
        .isEqualTo(entries - 3 + 1);
    assertThat(count.totals()).containsEntry(Outcome.COUNTED, 4L);
    assertThat(open(store).takeChanged().keySet())
        .extracting(CityWindow::windowStart)
        .containsExactly(Instant.parse("2026-11-20T14:20:00Z"));
  }

  @Test
  void shouldKeepClosedWindowForRetireDelayAfterEmission() {
    PartitionCount count = open(store);
    process(count, line(Post.at("14:00:01", 1, 100, "Montréal")), 0);
    process(count, line(Post.at("14:20:00", 2, 101, "Montréal")), 1);
    count.tidy(NOW, -1, Set.of());
    Instant resumed = NOW.plus(SETTINGS.retireDelay().multipliedBy(2));
    count.tidy(resumed, -1, Set.of());
    assertThat(count.windows()).as("not emitted").isEqualTo(2);

    count.takeChanged();
    count.tidy(resumed.plus(SETTINGS.retireDelay()).minusMillis(1), -1, Set.of());
    assertThat(count.windows()).as("emitted a moment ago").isEqualTo(2);

    count.tidy(resumed.plus(SETTINGS.retireDelay()), -1, Set.of());
    assertThat(count.windows()).isOne();
  }

  /** From a page with tweets of a retired window and of an open one. */
  @Test
  void shouldNotRestoreRetiredWindow() {
    PartitionCount count = open(store);
    count.accept(tweets(1).get(0), 0, NOW);
    count.accept(line(Post.at("14:20:00", 9, 100, "Montréal")), 1, NOW);
    count.store();
    count.takeChanged();
    count.tidy(NOW, -1, Set.of());
    count.tidy(NOW.plus(SETTINGS.retireDelay()), -1, Set.of());

    assertThat(open(store).windows()).isOne();
  }

  @Test
  void shouldCloseWindowsOfIdlePartition() {
    PartitionCount count = open(store);
    process(count, line(Post.at("14:00:01", 1, 100, "Montréal")), 0);
    count.takeChanged();
    Instant later = NOW.plus(SETTINGS.idleAfter());

    count.tidy(later.minusMillis(1), -1, Set.of());
    assertThat(open(store).takeChanged()).hasSize(1);

    count.tidy(later, -1, Set.of());
    count.tidy(later.plus(SETTINGS.retireDelay()), -1, Set.of());
    assertThat(open(store).takeChanged()).isEmpty();
    assertThat(count.totals()).containsEntry(Outcome.COUNTED, 1L);
  }

  @Test
  void shouldKeepFewWindowsOfLargeArchive() {
    int posts = 10_000;
    PartitionCount count = open(store);
    Map<CityWindow, Counts> sent = new HashMap<>();
    int most = 0;
    for (int offset = 0; offset < posts; offset++) {
      if (offset == posts / 2) {
        count = open(store); // a restart from the last commit
      }
      process(count, archived(offset), offset);
      if (offset % 50 == 49) {
        Set<CityWindow> changed = count.takeChanged().keySet();
        for (CityWindow key : changed) {
          sent.merge(key, count.counts(key), Counts::max);
        }
        count.sent(changed);
        count.tidy(NOW, offset - 60, Set.of());
        most = Math.max(most, count.windows());
      }
    }

    assertThat(most).isLessThan(300);
    assertThat(store.entries()).isLessThan(3L * most);
    assertThat(count.totals()).containsEntry(Outcome.COUNTED, (long) posts);
    assertThat(sent).hasSizeGreaterThan(posts - 200);
    assertThat(sent.values()).containsOnly(new Counts(1, 0, 1));
  }

  @Test
  void shouldKeepFewClosedWindowsWithManyCounts() {
    PartitionCount count =
        new PartitionCount(SETTINGS, store.pages(), new Windows.Limits(Integer.MAX_VALUE, 25), NOW);
    int offset = 0;
    for (int window = 0; window < 10; window++) {
      for (int city = 0; city < 10; city++) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(5L * window));
        Place place =
            new Place("city", new City("c" + city, "c" + city, "CA", 0, 0), null, List.of());
        process(count, new Tweet(offset, 7, at, Set.of(), place), offset++);
      }
    }
    count.sent(count.takeChanged().keySet());

    count.tidy(NOW, offset - 1, Set.of());
    assertThat(count.windows()).as("not acknowledged").isEqualTo(10);

    count.tidy(NOW, offset + 1, Set.of());
    assertThat(count.windows()).as("two closed ones, and the open ones").isEqualTo(2 + 4);
  }

  @Test
  void shouldKeepWindowsWithUnacknowledgedCounts() {
    PartitionCount count = open(store);
    for (int offset = 0; offset < 500; offset++) {
      process(count, archived(offset), offset);
    }
    Set<CityWindow> changed = count.takeChanged().keySet();

    count.tidy(NOW, 499, Set.of());
    assertThat(count.windows()).as("not sent").isEqualTo(500);

    count.sent(changed);
    count.tidy(NOW, 500, Set.of());
    assertThat(count.windows()).as("sent after the commit").isEqualTo(500);

    process(count, archived(500), 500);
    count.tidy(NOW, 501, changed);
    assertThat(count.windows()).as("users still to be sent").isEqualTo(501);

    count.tidy(NOW, 501, Set.of());
    assertThat(count.windows()).as("acknowledged").isLessThan(50);
  }

  @Test
  void shouldEvictCitiesOfRetiredWindows() {
    PartitionCount count = open(store);
    process(count, line(Post.at("14:00:01", 1, 100, "Montréal")), 0);
    process(count, line(Post.at("15:00:00", 2, 100, "Toronto")), 1);
    Set<CityWindow> changed = count.takeChanged().keySet();
    CityWindow montreal =
        changed.stream()
            .filter(key -> key.windowStart().equals(Instant.parse("2026-11-20T14:00:00Z")))
            .findFirst()
            .orElseThrow();
    count.sent(changed);
    count.tidy(NOW, -1, Set.of());
    assertThat(count.city(montreal.cityId()).fullName()).isEqualTo("Montréal");

    count.tidy(NOW.plus(SETTINGS.retireDelay()), -1, Set.of());

    assertThat(count.city(montreal.cityId())).isEqualTo(City.UNRESOLVED);
    assertThat(count.holds(montreal)).isFalse();
  }

  /** Returns the only post of a window, as in an archive of a place with few posts. */
  private static Tweet archived(int number) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(5L * number));
    String city = "c" + number % 10;
    return new Tweet(
        number,
        7,
        at,
        Set.of(),
        new Place("city", new City(city, city, "CA", 0, 0), null, List.of()));
  }
}
