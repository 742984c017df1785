package io.evilnet.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.backfill.offsets.StreamLag;
import io.evilnet.backfill.offsets.TopicOffsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StreamEmissionTest {

  private static final TopicOffsets TWEETS =
      new TopicOffsets("tweets", "id", Instant.EPOCH, List.of());

  private static final String MERGE = "commit of app on app-partials-repartition";
  private static final String SINK = "commit of app-sink on app-city-counts";

  /** Requests, messages and pauses, in order. */
  private final List<String> events = new ArrayList<>();

  private Duration slept = Duration.ZERO;

  /** Totals are emitted after all partial counts are merged: their end offsets are later. */
  @Test
  void shouldAwaitMergeBeforeSink() {
    emission(new Lag(false, 2)).await(TWEETS, Duration.ofSeconds(4));

    assertThat(events)
        .containsExactly(
            "sleep 6",
            "ends of app-partials-repartition",
            MERGE,
            "sleep 1",
            MERGE,
            "sleep 1",
            MERGE,
            "sleep 1",
            "ends of app-city-counts",
            SINK,
            "sleep 1",
            SINK,
            "sleep 1",
            SINK);
  }

  @Test
  void shouldAwaitNothingElseWithoutLag() {
    emission(new Lag(false, 0)).await(TWEETS, Duration.ZERO);

    assertThat(slept).isEqualTo(Duration.ofSeconds(11));
  }

  /** With consumer lag, counts are emitted every 128 seconds, and totals every 32. */
  @Test
  void shouldAwaitRareEmissionsWithLag() {
    emission(new Lag(true, 0)).await(TWEETS, Duration.ZERO);

    assertThat(slept).isBetween(Duration.ofSeconds(128 + 32 + 4), Duration.ofMinutes(3));
    assertThat(events).anyMatch(event -> event.startsWith("The stream has a consumer lag"));
  }

  @Test
  void shouldReportLongWaitOnce() {
    emission(new Lag(false, 20)).await(TWEETS, Duration.ZERO);

    assertThat(events)
        .filteredOn(event -> event.startsWith("Waiting"))
        .containsExactly(
            "Waiting until the stream has consumed app-partials-repartition",
            "Waiting until the stream has consumed app-city-counts");
  }

  @Test
  void shouldReportStalledGroups() {
    emission(new Lag(false, Integer.MAX_VALUE)).await(TWEETS, Duration.ZERO);

    assertThat(slept).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    assertThat(events)
        .filteredOn(event -> event.contains("within 5 minutes"))
        .hasSize(2)
        .allMatch(event -> event.contains("rows that differ may be"));
  }

  private StreamEmission emission(StreamLag lag) {
    return new StreamEmission(
        lag,
        "app",
        events::add,
        time -> {
          slept = slept.plus(time);
          events.add("sleep " + time.toSeconds());
        });
  }

  /** A stream each of whose groups lags in a number of requests. */
  private final class Lag implements StreamLag {

    private final boolean isCounting;
    private final int requests;
    private int remaining;

    Lag(boolean isCounting, int requests) {
      this.isCounting = isCounting;
      this.requests = requests;
    }

    @Override
    public boolean isCounting(TopicOffsets topic) {
      return isCounting;
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(String topic) {
      remaining = requests;
      events.add("ends of " + topic);
      return Map.of(new TopicPartition(topic, 0), 1L);
    }

    @Override
    public boolean isLagging(String group, Map<TopicPartition, Long> endOffsets) {
      String topic = endOffsets.keySet().iterator().next().topic();
      events.add("commit of " + group + " on " + topic);
      return remaining-- > 0;
    }
  }
}
