package io.evilnet.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.CountedTweet;
import io.evilnet.core.Outcome;
import io.evilnet.core.SnowflakeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");

  @Test
  void shouldSerializeAndDeserialize() {
    Ledger ledger = Ledger.empty(WINDOW, "topic");
    for (Outcome outcome : Outcome.values()) {
      ledger.settle(outcome, outcome.ordinal() + 1);
    }
    ledger.closeBefore(START);
    ledger.retireBefore(START.minus(WINDOW));
    List<CountedTweet> tweets =
        List.of(
            new CountedTweet(START, 1, -1, "montreal", false, true),
            new CountedTweet(START, -1, Long.MIN_VALUE, "montreal", true, true),
            new CountedTweet(START, Long.MAX_VALUE, 0, "m\u00e9lange", false),
            new CountedTweet(START.plus(WINDOW), 0, 7, "montreal", true));

    Page read = Page.fromBytes(new Page(3, 1L << 40, ledger, tweets).toBytes());

    assertThat(read.from()).isEqualTo(3);
    assertThat(read.to()).isEqualTo(1L << 40);
    assertThat(read.tweets()).isEqualTo(tweets);
    for (Outcome outcome : Outcome.values()) {
      assertThat(read.ledger().settled(outcome)).isEqualTo(outcome.ordinal() + 1);
    }
    assertThat(read.ledger().firstOpenWindow()).isEqualTo(START);
    assertThat(read.ledger().firstHeldWindow()).isEqualTo(START.minus(WINDOW));
    assertThatThrownBy(() -> read.ledger().resume(WINDOW, "another"))
        .hasMessageContaining("recreated");
  }

  @Test
  void shouldReadReceivedRetweets() {
    CountedTweet tweet = new CountedTweet(START, 1, 7, "unresolved", true);
    List<CountedTweet> tweets =
        List.of(
            tweet,
            tweet.retweetOf("montreal"),
            new CountedTweet(START.plus(WINDOW), 2, 7, "toronto", false),
            new CountedTweet(START, 3, 8, "unresolved", true).retweetOf("toronto"),
            new CountedTweet(START.plus(WINDOW), 4, 8, "unresolved", true).retweetOf("montreal"));

    byte[] bytes = new Page(0, 5, Ledger.empty(WINDOW, ""), tweets).toBytes();

    assertThat(bytes[0]).isEqualTo((byte) 3);
    assertThat(Page.fromBytes(bytes).tweets()).containsExactlyInAnyOrderElementsOf(tweets);
  }

  @Test
  void shouldWriteEarlierFormatWithoutReceivedRetweets() {
    List<CountedTweet> tweets = List.of(new CountedTweet(START, 1, 7, "unresolved", true));

    assertThat(new Page(0, 1, Ledger.empty(WINDOW, ""), tweets).toBytes()[0]).isEqualTo((byte) 2);
  }

  @Test
  void shouldUseFewerThanSixteenBytesPerTweet() {
    Random random = new Random(1);
    List<CountedTweet> tweets = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      long id = SnowflakeId.of(START.plusMillis(i), random.nextInt(1 << 12));
      String city = "0123456789abcde" + random.nextInt(10);
      tweets.add(new CountedTweet(START, id, random.nextLong(), city, random.nextBoolean()));
    }

    byte[] bytes = new Page(0, 1_000, Ledger.empty(WINDOW, ""), tweets).toBytes();

    assertThat(bytes.length / tweets.size()).isLessThan(16);
  }

  @Test
  void shouldReadEarlierFormat() {
    // A tweet by author 7 in the second city, a retweet; the empty ledger has been inserted.
    byte[] bytes =
        new Page(
                0,
                2,
                Ledger.empty(WINDOW, ""),
                List.of(
                    new CountedTweet(START, 1, 7, "montreal", false),
                    new CountedTweet(START, 2, 7, "toronto", true)))
            .toBytes();
    bytes[0] = 1;
    bytes[bytes.length - 1] = 1 << 1 | 1;

    assertThat(Page.fromBytes(bytes).tweets())
        .containsExactly(
            new CountedTweet(START, 1, 7, "montreal", false),
            new CountedTweet(START, 2, 7, "toronto", true));
  }

  @Test
  void shouldRejectUnknownFormat() {
    byte[] bytes = new Page(0, 0, Ledger.empty(WINDOW, ""), List.of()).toBytes();
    bytes[0] = 4;

    assertThatThrownBy(() -> Page.fromBytes(bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("page of format 4");
  }
}
