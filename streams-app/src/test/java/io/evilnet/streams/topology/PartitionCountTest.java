package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.City;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import io.evilnet.core.Counts;
import io.evilnet.core.Outcome;
import io.evilnet.core.Place;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class PartitionCountTest {

  private static final CityCountSettings SETTINGS = TopologyHarness.SETTINGS;
  private static final Instant NOW = TopologyHarness.NOW;

  private final TweetParser parser = new TweetParser();
  private RecordedStore store = new RecordedStore();
  private long lives;

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
    acceptAll(open(store), lines);
    RecordedStore disk = store.onDiskAfter(0, 0);
    take(open(disk), lines.get(0), 0);

    PartitionCount elsewhere = open(disk.cutAfter(disk.changes()));
    acceptAll(elsewhere, lines);

    assertThat(elsewhere.takeChanged().keySet())
        .extracting(key -> elsewhere.city(key.cityId()).fullName() + " " + elsewhere.counts(key))
        .containsExactlyInAnyOrder(
            "Montréal " + new Counts(1, 0, 1),
            "Toronto " + new Counts(1, 0, 1),
            "Toronto " + new Counts(1, 0, 1));
    assertThat(elsewhere.totals()).containsEntry(Outcome.COUNTED, 3L);
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
    acceptAll(open(store), tweets(3));
    store.removePage(1);

    PartitionCount after = open(store);
    take(after, tweets(4).get(3), 3);

    assertThat(after.takeChanged().keySet())
        .extracting(after::counts)
        .containsExactly(new Counts(3, 0, 3));
    assertThat(after.totals()).containsEntry(Outcome.EXPIRED, 0L);
  }

  @Test
  void shouldKeepTheTweetsOfAClosedWindowUntilNoCountOfThemCanBeLost() {
    PartitionCount count = open(store);
    acceptAll(count, tweets(3));
    take(count, line(Post.at("14:20:00", 9, 100, "Montréal")), 3);
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

  /** Of a page with tweets of a window that is retired and of one that is not. */
  @Test
  void shouldNotHoldARetiredWindowAgain() {
    PartitionCount count = open(store);
    count.accept(tweets(1).get(0), 0, NOW);
    count.accept(line(Post.at("14:20:00", 9, 100, "Montréal")), 1, NOW);
    count.store();
    count.tidy(NOW, -1, Set.of());
    count.tidy(NOW.plus(SETTINGS.retireDelay()), -1, Set.of());

    assertThat(open(store).windows()).isOne();
  }

  @Test
  void shouldRefuseTheStateOfAnEarlierVersion() {
    store.recording().put(Bytes.wrap(new byte[] {4, 0}), new byte[1]);

    assertThatThrownBy(() -> open(store))
        .hasMessageContaining("kept by an earlier version")
        .hasMessageContaining("another application-id and another keyspace");
  }

  @Test
  void shouldCloseItsWindowsWhenNothingHasComeForLong() {
    PartitionCount count = open(store);
    take(count, line(Post.at("14:00:01", 1, 100, "Montréal")), 0);
    Instant later = NOW.plus(SETTINGS.idleAfter());

    count.tidy(later.minusMillis(1), -1, Set.of());
    assertThat(open(store).takeChanged()).hasSize(1);

    count.tidy(later, -1, Set.of());
    count.tidy(later.plus(SETTINGS.retireDelay()), -1, Set.of());
    assertThat(open(store).takeChanged()).isEmpty();
    assertThat(count.totals()).containsEntry(Outcome.COUNTED, 1L);
  }

  @Test
  void shouldHoldFewWindowsHoweverManyAnArchiveHas() {
    int posts = 10_000;
    PartitionCount count = open(store);
    Map<CityWindow, Counts> sent = new HashMap<>();
    int most = 0;
    for (int offset = 0; offset < posts; offset++) {
      if (offset == posts / 2) {
        count = open(store); // killed and started again, at the last commit
      }
      take(count, archived(offset), offset);
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
  void shouldHoldWindowsWhoseCountsMayBeLost() {
    PartitionCount count = open(store);
    for (int offset = 0; offset < 500; offset++) {
      take(count, archived(offset), offset);
    }
    Set<CityWindow> changed = count.takeChanged().keySet();

    count.tidy(NOW, 499, Set.of());
    assertThat(count.windows()).as("not sent").isEqualTo(500);

    count.sent(changed);
    count.tidy(NOW, 500, Set.of());
    assertThat(count.windows()).as("sent behind the commit").isEqualTo(500);

    take(count, archived(500), 500);
    count.tidy(NOW, 501, changed);
    assertThat(count.windows()).as("users still to be sent").isEqualTo(501);

    count.tidy(NOW, 501, Set.of());
    assertThat(count.windows()).as("acknowledged").isLessThan(50);
  }

  @Test
  void shouldForgetTheCitiesOfRetiredWindows() {
    PartitionCount count = open(store);
    take(count, line(Post.at("14:00:01", 1, 100, "Montréal")), 0);
    take(count, line(Post.at("15:00:00", 2, 100, "Toronto")), 1);
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
    acceptAll(new PartitionCount(ofTopic("first"), storeOf(store), NOW), tweets(1));

    assertThatThrownBy(() -> new PartitionCount(ofTopic("second"), storeOf(store), NOW))
        .hasMessageContaining("created anew")
        .hasMessageContaining("another application-id and another keyspace");
  }

  private static CityCountSettings ofTopic(String id) {
    return new CityCountSettings(
        SETTINGS.rules(),
        SETTINGS.emitInterval(),
        SETTINGS.retireDelay(),
        SETTINGS.retention(),
        id);
  }

  /** One post a window, as in an archive of a place where little is said. */
  private static Tweet archived(int number) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(5L * number));
    String city = "c" + number % 10;
    return new Tweet(number, 7, at, Set.of(), new Place(city, "city", city, "CA", 0, 0));
  }

  @Test
  void shouldRefuseStateOfAnotherWindowLength() {
    acceptAll(open(store), tweets(1));
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

  private PageStore storeOf(RecordedStore store) {
    return new PageStore(store.recording(), lives++);
  }

  private static void acceptAll(PartitionCount count, List<StreamLine> lines) {
    for (int offset = 0; offset < lines.size(); offset++) {
      take(count, lines.get(offset), offset);
    }
  }

  /** A batch of one record. */
  private static void take(PartitionCount count, StreamLine line, long offset) {
    count.accept(line, offset, NOW);
    count.store();
  }

  private StreamLine line(Post post) {
    return parser.parse(post.json().getBytes(UTF_8));
  }
}
