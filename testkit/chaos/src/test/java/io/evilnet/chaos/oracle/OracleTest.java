package io.evilnet.chaos.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.chaos.oracle.Outcomes.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OracleTest {

  private static final Instant ARRIVAL = Instant.parse("2026-11-20T14:10:00Z");
  private final Oracle oracle = new Oracle(Counting.DEFAULT);

  @Test
  void shouldFollowCountingContract() {
    accept("1", "7", "2026-11-20T14:00:00Z", "");
    accept("2", "7", "2026-11-20T14:04:59.999Z", "quoted");
    accept("3", "8", "2026-11-20T14:05:00Z", "replied_to");
    accept("1", "7", "2026-11-20T14:00:00Z", "");
    oracle.accept("{".getBytes(UTF_8), ARRIVAL);
    accept("4", "8", "2026-11-20T14:15:00.001Z", "");
    oracle.accept(null, ARRIVAL);

    ExpectedCounts expected = oracle.expected();

    assertThat(expected.rows())
        .containsEntry(
            new RowKey(Oracle.BY_WINDOW, Instant.parse("2026-11-20T14:00:00Z"), "t"),
            new Row(2, 1, 1))
        .containsEntry(
            new RowKey(Oracle.BY_BUCKET, Instant.parse("2026-11-20T14:05:00Z"), "t"),
            new Row(1, 0, 1))
        .containsEntry(
            new RowKey(Oracle.WINDOWS, Instant.parse("2026-11-20T14:00:00Z"), ""), Row.NONE);
    assertThat(expected.outcomes().get(Kind.COUNTED)).isEqualTo(3);
    assertThat(expected.outcomes().get(Kind.DUPLICATE)).isEqualTo(1);
    assertThat(expected.outcomes().get(Kind.DEAD)).isEqualTo(3);
    assertThat(expected.accepted()).isEqualTo(7);
  }

  @Test
  void shouldCloseWindowsByStreamTimeOfPartition() {
    accept("1", "7", "2026-11-20T13:00:00Z", "");
    accept("2", "7", "2026-11-20T13:20:00Z", "");
    accept("3", "7", "2026-11-20T13:04:00Z", "");
    oracle.nextPartition();
    accept("4", "8", "2026-11-20T13:04:00Z", "");

    assertThat(oracle.expected().outcomes().get(Kind.LATE)).isEqualTo(1);
    assertThat(oracle.expected().outcomes().get(Kind.COUNTED)).isEqualTo(3);
  }

  @Test
  void shouldCountPlaceInCityOfHeaderAndAsContained() {
    String line =
        """
        {"data":{"id":"1","author_id":"7","created_at":"2026-11-20T14:00:00Z","edit_history_tweet_ids":["1"],"geo":{"place_id":"p"}},
        "includes":{"places":[{"id":"p","place_type":"poi","country_code":"CA","full_name":"Centre Bell"}]}}""";
    oracle.accept(
        line.getBytes(UTF_8), ARRIVAL, "{\"id\":\"m\",\"country_code\":\"CA\"}".getBytes(UTF_8));

    Instant start = Instant.parse("2026-11-20T14:00:00Z");
    assertThat(oracle.expected().rows())
        .containsEntry(new RowKey(Oracle.BY_WINDOW, start, "m"), new Row(1, 0, 1))
        .containsEntry(new RowKey(Oracle.WINDOWS, start, Oracle.CONTAINED), new Row(1, 0, 1))
        .containsEntry(new RowKey(Oracle.WINDOWS, start, ""), Row.NONE);
  }

  @Test
  void shouldCountNativeRetweetAsReceivedByCityOfHeader() {
    String line =
        """
        {"data":{"id":"1","author_id":"7","created_at":"2026-11-20T14:00:00Z","edit_history_tweet_ids":["1"],
        "referenced_tweets":[{"type":"retweeted","id":"9"}]}}""";
    oracle.accept(
        line.getBytes(UTF_8), ARRIVAL, "{\"id\":\"m\",\"country_code\":\"CA\"}".getBytes(UTF_8));

    Instant start = Instant.parse("2026-11-20T14:00:00Z");
    assertThat(oracle.expected().rows())
        .containsEntry(new RowKey(Oracle.BY_WINDOW, start, "m"), new Row(0, 0, 0, 1))
        .containsEntry(new RowKey(Oracle.WINDOWS, start, ""), new Row(1, 1, 1));
    assertThat(oracle.expected().outcomes().get(Kind.UNRESOLVED)).isEqualTo(1);
  }

  private void accept(String id, String author, String createdAt, String reference) {
    String line =
        """
        {"data":{"id":"%s","author_id":"%s","created_at":"%s","edit_history_tweet_ids":["%s"],"geo":{"place_id":"t"},
        "referenced_tweets":[{"type":"%s","id":"9"}]},
        "includes":{"places":[{"id":"t","place_type":"city","country_code":"CA","full_name":"Toronto, Ontario"}]}}"""
            .formatted(id, author, createdAt, id, reference);
    oracle.accept(line.getBytes(UTF_8), ARRIVAL);
  }
}
