package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.CountingRules;
import io.evilnet.core.Counts;
import io.evilnet.core.Outcome;
import io.evilnet.core.StreamLine;
import io.evilnet.core.TweetParser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionCountTest {

  private static final CityCountSettings SETTINGS = TopologyHarness.SETTINGS;
  private static final Instant NOW = TopologyHarness.NOW;

  /** Few, so that pages are written and read. */
  private static final int PAGE_SIZE = 3;

  private final TweetParser parser = new TweetParser();
  private RecordedStore store = new RecordedStore();
  private long lives;

  @Test
  void shouldGoOnFromItsStateWhenRebuiltInTheMiddle() {
    StreamLine first = line(Post.at("14:00:01", 1, 100, "Montréal"));
    StreamLine second = line(Post.at("14:20:00", 2, 100, "Toronto"));
    PartitionCount before = open(store);
    before.accept(first, 0, NOW);
    before.accept(second, 1, NOW); // closes 14:00

    PartitionCount after = open(store);
    after.accept(second, 1, NOW); // read again
    after.accept(second, 2, NOW); // a redelivery
    after.accept(line(Post.at("14:21:00", 3, 100, "Toronto")), 3, NOW);
    after.accept(line(Post.at("14:00:02", 4, 200, "Montréal")), 4, NOW); // 14:00, still closed

    assertThat(after.totals())
        .containsEntry(Outcome.COUNTED, 3L)
        .containsEntry(Outcome.DUPLICATE, 1L)
        .containsEntry(Outcome.LATE, 1L);
    assertThat(readAll(after).takeChanged().keySet())
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
    acceptAll(open(store), lines);
    RecordedStore disk = store.onDiskAfter(0, 0);
    open(disk).accept(lines.get(0), 0, NOW);

    PartitionCount elsewhere = open(disk.cutAfter(disk.changes()));
    acceptAll(elsewhere, lines);

    assertThat(readAll(elsewhere).takeChanged().keySet())
        .extracting(key -> elsewhere.city(key.cityId()).fullName() + " " + elsewhere.counts(key))
        .containsExactlyInAnyOrder(
            "Montréal " + new Counts(1, 0, 1),
            "Toronto " + new Counts(1, 0, 1),
            "Toronto " + new Counts(1, 0, 1));
    assertThat(elsewhere.totals()).containsEntry(Outcome.COUNTED, 3L);
  }

  @Test
  void shouldReadPagesAndWhatCameAfterThem() {
    acceptAll(open(store), tweets(2 * PAGE_SIZE + 1));

    PartitionCount after = open(store);
    assertThat(after.readOn(1)).isFalse();
    assertThat(after.takeChanged()).as("before all is read").isEmpty();

    assertThat(readAll(after).takeChanged().keySet())
        .extracting(after::counts)
        .containsExactly(new Counts(2 * PAGE_SIZE + 1, 0, 2 * PAGE_SIZE + 1));
  }

  @Test
  void shouldReadRowsWhereAPageIsMissing() {
    PartitionCount before = open(store);
    acceptAll(before, tweets(3 * PAGE_SIZE));
    store.removePage(Instant.parse("2026-11-20T14:00:00Z"), PAGE_SIZE - 1);

    PartitionCount after = open(store);
    after.accept(tweets(3 * PAGE_SIZE + 1).get(3 * PAGE_SIZE), 3 * PAGE_SIZE, NOW);

    assertThat(readAll(after).takeChanged().keySet())
        .extracting(after::counts)
        .containsExactly(new Counts(3 * PAGE_SIZE + 1, 0, 3 * PAGE_SIZE + 1));
    assertThat(after.totals()).containsEntry(Outcome.COUNTED, 3L * PAGE_SIZE + 1);
  }

  @Test
  void shouldKeepTheTweetsOfAClosedWindowUntilNoCountOfThemCanBeLost() {
    PartitionCount count = open(store);
    acceptAll(count, tweets(PAGE_SIZE));
    count.accept(line(Post.at("14:20:00", 9, 100, "Montréal")), PAGE_SIZE, NOW);
    count.tidy(NOW);
    long entries = store.entries();

    count.tidy(NOW.plus(SETTINGS.retireDelay()).minusMillis(1));
    assertThat(store.entries()).isEqualTo(entries);

    count.tidy(NOW.plus(SETTINGS.retireDelay()));
    assertThat(store.entries())
        .as("without its rows and its page")
        .isEqualTo(entries - PAGE_SIZE - 1);
    assertThat(count.totals()).containsEntry(Outcome.COUNTED, PAGE_SIZE + 1L);
  }

  @Test
  void shouldCloseItsWindowsWhenNothingHasComeForLong() {
    PartitionCount count = open(store);
    count.accept(line(Post.at("14:00:01", 1, 100, "Montréal")), 0, NOW);
    Instant later = NOW.plus(SETTINGS.idleAfter());

    count.tidy(later.minusMillis(1));
    assertThat(readAll(open(store)).takeChanged()).hasSize(1);

    count.tidy(later);
    count.tidy(later.plus(SETTINGS.retireDelay()));
    assertThat(readAll(open(store)).takeChanged()).isEmpty();
    assertThat(count.totals()).containsEntry(Outcome.COUNTED, 1L);
  }

  @Test
  void shouldRefuseStateOfAnotherWindowLength() {
    open(store);
    CountingRules rules = CountingRules.DEFAULT;
    CityCountSettings other =
        new CityCountSettings(
            new CountingRules(
                Duration.ofMinutes(1), rules.grace(), Set.of(), Set.of(), rules.maxAhead()),
            SETTINGS.emitInterval(),
            SETTINGS.retireDelay(),
            SETTINGS.retention());

    assertThatThrownBy(() -> new PartitionCount(other, storeOf(store), NOW))
        .hasMessageContaining("window is PT1M, but the state was kept for windows of PT5M");
  }

  private PartitionCount open(RecordedStore store) {
    return new PartitionCount(SETTINGS, storeOf(store), NOW);
  }

  /** Tweets of one city and window, each of another user. */
  private List<StreamLine> tweets(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> line(Post.at("14:00:01", 1 + i, 100 + i, "Montréal")))
        .toList();
  }

  private TweetStore storeOf(RecordedStore store) {
    return new TweetStore(store.recording(), lives++, PAGE_SIZE);
  }

  private static void acceptAll(PartitionCount count, List<StreamLine> lines) {
    for (int offset = 0; offset < lines.size(); offset++) {
      count.accept(lines.get(offset), offset, NOW);
    }
  }

  private static PartitionCount readAll(PartitionCount count) {
    while (!count.readOn(100)) {
      // There is more.
    }
    return count;
  }

  private StreamLine line(Post post) {
    return parser.parse(post.json().getBytes(UTF_8));
  }
}
