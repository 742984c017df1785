package io.evilnet.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowCountsTest {

  private static final Instant WINDOW = Instant.parse("2026-11-20T14:00:00Z");
  private static final Instant NEXT_WINDOW = Instant.parse("2026-11-20T14:05:00Z");
  private static final CityWindow MONTREAL = new CityWindow(WINDOW, "montreal");

  private final WindowCounts counts = new WindowCounts();

  @Test
  void shouldCountReceivedRetweetOnceInCityOfOriginal() {
    CountedTweet retweet =
        new CountedTweet(WINDOW, 1, 100, "unresolved", true).retweetOf("montreal");
    assertThat(counts.add(retweet)).isTrue();
    assertThat(counts.add(retweet)).isFalse();

    assertThat(counts.counts(MONTREAL)).isEqualTo(new Counts(0, 0, 0, 1));
    assertThat(counts.cityIds(WINDOW)).containsExactlyInAnyOrder("unresolved", "montreal");
    assertThat(counts.tweets(WINDOW)).isEqualTo(1);
  }

  @Test
  void shouldCountTweetsRetweetsAndDistinctUsers() {
    counts.add(new CountedTweet(WINDOW, 1, 100, "montreal", false));
    counts.add(new CountedTweet(WINDOW, 2, 100, "montreal", true));
    counts.add(new CountedTweet(WINDOW, 3, 200, "montreal", false));

    assertThat(counts.counts(MONTREAL)).isEqualTo(new Counts(3, 1, 2));
    assertThat(counts.tweets(WINDOW)).isEqualTo(3);
  }

  @Test
  void shouldCountTweetIdOncePerWindow() {
    CountedTweet tweet = new CountedTweet(WINDOW, 1, 100, "montreal", false);

    assertThat(counts.add(tweet)).isTrue();
    assertThat(counts.add(tweet)).isFalse();
    assertThat(counts.add(new CountedTweet(WINDOW, 1, 100, "toronto", true))).isFalse();
    assertThat(counts.counts(MONTREAL)).isEqualTo(new Counts(1, 0, 1));
    assertThat(counts.cityIds(WINDOW)).containsExactly("montreal");
  }

  @Test
  void shouldCountUserInEachCityAndWindow() {
    counts.add(new CountedTweet(WINDOW, 1, 100, "montreal", false));
    counts.add(new CountedTweet(WINDOW, 2, 100, "toronto", false));
    counts.add(new CountedTweet(NEXT_WINDOW, 3, 100, "montreal", false));

    assertThat(counts.counts(MONTREAL).users()).isEqualTo(1);
    assertThat(counts.counts(new CityWindow(WINDOW, "toronto")).users()).isEqualTo(1);
    assertThat(counts.counts(new CityWindow(NEXT_WINDOW, "montreal")).users()).isEqualTo(1);
  }

  @Test
  void shouldCountContainedTweetInCityAndAsContained() {
    counts.add(new CountedTweet(WINDOW, 1, 100, "montreal", true, true));
    counts.add(new CountedTweet(WINDOW, 2, 100, "montreal", false));

    assertThat(counts.counts(MONTREAL)).isEqualTo(new Counts(2, 1, 1));
    assertThat(counts.counts(new CityWindow(WINDOW, City.CONTAINED.id())))
        .isEqualTo(new Counts(1, 1, 1));
    assertThat(counts.tweets(WINDOW)).isEqualTo(2);
  }

  @Test
  void shouldRemoveWindow() {
    CountedTweet tweet = new CountedTweet(WINDOW, 1, 100, "montreal", false);
    counts.add(tweet);
    counts.remove(WINDOW);

    assertThat(counts.tweets(WINDOW)).isZero();
    assertThat(counts.counts(MONTREAL)).isEqualTo(Counts.ZERO);
    assertThat(counts.windowStarts()).isEmpty();
  }

  @Test
  void shouldRecreateRemovedWindow() {
    CountedTweet tweet = new CountedTweet(WINDOW, 1, 100, "montreal", false);
    counts.add(tweet);
    counts.remove(WINDOW);

    assertThat(counts.add(tweet)).isTrue();
    assertThat(counts.counts(MONTREAL)).isEqualTo(new Counts(1, 0, 1));
  }

  @Test
  void shouldKeepCountsAndUsersOfClosedWindow() {
    SketchKey key = SketchKey.of(new byte[SketchKey.BYTES]);
    WindowCounts open = new WindowCounts();
    for (int id = 0; id < 5_000; id++) {
      CountedTweet tweet = new CountedTweet(WINDOW, id, id % 3_000, "montreal", id % 2 == 0);
      open.add(tweet);
      counts.add(tweet);
    }
    counts.close(WINDOW);
    counts.close(WINDOW);

    assertThat(counts.tweets(WINDOW)).isEqualTo(5_000);
    assertThat(counts.counts(MONTREAL)).isEqualTo(new Counts(5_000, 2_500, 3_000));
    assertThat(counts.cityIds(WINDOW)).containsExactly("montreal");
    assertThat(counts.users(MONTREAL, key)).isEqualTo(open.users(MONTREAL, key));
  }
}
