package io.evilnet.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowCountsTest {

  private static final Instant TWO = Instant.parse("2026-11-20T14:00:00Z");
  private static final Instant FIVE_PAST = Instant.parse("2026-11-20T14:05:00Z");
  private static final CityWindow MONTREAL_AT_TWO = new CityWindow(TWO, "montreal");

  private final WindowCounts counts = new WindowCounts();

  @Test
  void shouldCountAReceivedRetweetOnceInTheCityOfTheOriginal() {
    CountedTweet retweet = new CountedTweet(TWO, 1, 100, "unresolved", true).retweetOf("montreal");
    assertThat(counts.add(retweet)).isTrue();
    assertThat(counts.add(retweet)).isFalse();

    assertThat(counts.counts(MONTREAL_AT_TWO)).isEqualTo(new Counts(0, 0, 0, 1));
    assertThat(counts.cityIds(TWO)).containsExactlyInAnyOrder("unresolved", "montreal");
    assertThat(counts.tweets(TWO)).isEqualTo(1);
  }

  @Test
  void shouldCountTweetsRetweetsAndDistinctUsers() {
    counts.add(new CountedTweet(TWO, 1, 100, "montreal", false));
    counts.add(new CountedTweet(TWO, 2, 100, "montreal", true));
    counts.add(new CountedTweet(TWO, 3, 200, "montreal", false));

    assertThat(counts.counts(MONTREAL_AT_TWO)).isEqualTo(new Counts(3, 1, 2));
    assertThat(counts.tweets(TWO)).isEqualTo(3);
  }

  @Test
  void shouldCountAnIdentityOnceInItsWindow() {
    CountedTweet tweet = new CountedTweet(TWO, 1, 100, "montreal", false);

    assertThat(counts.add(tweet)).isTrue();
    assertThat(counts.add(tweet)).isFalse();
    assertThat(counts.add(new CountedTweet(TWO, 1, 100, "toronto", true))).isFalse();
    assertThat(counts.counts(MONTREAL_AT_TWO)).isEqualTo(new Counts(1, 0, 1));
    assertThat(counts.cityIds(TWO)).containsExactly("montreal");
  }

  @Test
  void shouldCountAUserInEachOfTwoCitiesAndWindows() {
    counts.add(new CountedTweet(TWO, 1, 100, "montreal", false));
    counts.add(new CountedTweet(TWO, 2, 100, "toronto", false));
    counts.add(new CountedTweet(FIVE_PAST, 3, 100, "montreal", false));

    assertThat(counts.counts(MONTREAL_AT_TWO).users()).isEqualTo(1);
    assertThat(counts.counts(new CityWindow(TWO, "toronto")).users()).isEqualTo(1);
    assertThat(counts.counts(new CityWindow(FIVE_PAST, "montreal")).users()).isEqualTo(1);
  }

  @Test
  void shouldCountAContainedTweetInItsCityAndOnceMore() {
    counts.add(new CountedTweet(TWO, 1, 100, "montreal", true, true));
    counts.add(new CountedTweet(TWO, 2, 100, "montreal", false));

    assertThat(counts.counts(MONTREAL_AT_TWO)).isEqualTo(new Counts(2, 1, 1));
    assertThat(counts.counts(new CityWindow(TWO, City.CONTAINED.id())))
        .isEqualTo(new Counts(1, 1, 1));
    assertThat(counts.tweets(TWO)).isEqualTo(2);
  }

  @Test
  void shouldForgetAWindowWhenItIsRemoved() {
    CountedTweet tweet = new CountedTweet(TWO, 1, 100, "montreal", false);
    counts.add(tweet);
    counts.remove(TWO);

    assertThat(counts.tweets(TWO)).isZero();
    assertThat(counts.counts(MONTREAL_AT_TWO)).isEqualTo(Counts.ZERO);
    assertThat(counts.windowStarts()).isEmpty();
  }

  @Test
  void shouldBeginAWindowAnewThatWasRemovedRightAfterATweetOfIt() {
    CountedTweet tweet = new CountedTweet(TWO, 1, 100, "montreal", false);
    counts.add(tweet);
    counts.remove(TWO);

    assertThat(counts.add(tweet)).isTrue();
    assertThat(counts.counts(MONTREAL_AT_TWO)).isEqualTo(new Counts(1, 0, 1));
  }

  @Test
  void shouldKeepTheCountsAndUsersOfAClosedWindow() {
    SketchKey key = SketchKey.of(new byte[SketchKey.BYTES]);
    WindowCounts open = new WindowCounts();
    for (int id = 0; id < 5_000; id++) {
      CountedTweet tweet = new CountedTweet(TWO, id, id % 3_000, "montreal", id % 2 == 0);
      open.add(tweet);
      counts.add(tweet);
    }
    counts.close(TWO);
    counts.close(TWO);

    assertThat(counts.tweets(TWO)).isEqualTo(5_000);
    assertThat(counts.counts(MONTREAL_AT_TWO)).isEqualTo(new Counts(5_000, 2_500, 3_000));
    assertThat(counts.cityIds(TWO)).containsExactly("montreal");
    assertThat(counts.users(MONTREAL_AT_TWO, key)).isEqualTo(open.users(MONTREAL_AT_TWO, key));
  }
}
