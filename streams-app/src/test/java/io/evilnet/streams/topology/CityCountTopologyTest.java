package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.evilnet.core.CityCounts;
import io.evilnet.core.Counts;
import io.evilnet.core.Outcome;
import io.evilnet.core.SketchKey;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.topics.Topics;
import io.evilnet.platform.topics.TweetHeaders;
import io.evilnet.platform.topics.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityCountTopologyTest {

  @TempDir Path stateDir;

  @Test
  void shouldMatchRecordedTopology() throws IOException {
    String description =
        TopologyHarness.topology(
                TopologyHarness.SETTINGS, OutcomeTotals.NONE, TopologyHarness.config(stateDir))
            .describe()
            .toString();

    try (InputStream golden = getClass().getResourceAsStream("topology.txt")) {
      assertThat(description).isEqualToIgnoringWhitespace(new String(golden.readAllBytes(), UTF_8));
    }
  }

  @Test
  void shouldEmitAbsoluteTotalsPerIntervalAndNotPerTweet() {
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.send(Post.at("14:00:01", 1, 100, "Montréal").json(), TopologyHarness.NOW);
      topology.send(Post.at("14:00:02", 2, 200, "Montréal").json(), TopologyHarness.NOW);
      assertThat(topology.table()).isEmpty();

      topology.tick();
      assertThat(topology.table())
          .containsExactly(entry("2026-11-20T14:00:00Z Montréal", new Counts(2, 0, 2)));

      topology.send(Post.at("14:00:03", 3, 200, "Montréal").json(), TopologyHarness.NOW);
      topology.tick();
      assertThat(topology.table())
          .containsExactly(entry("2026-11-20T14:00:00Z Montréal", new Counts(3, 0, 2)));
    }
  }

  @Test
  void shouldResendRecentPartialCountsForMergeWithLostState() {
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.send(Post.at("14:00:01", 1, 100, "Montréal").json(), TopologyHarness.NOW);
      topology.tick();
      topology.advance(Duration.ofSeconds(30)); // its sketch has been emitted by then
      assertThat(topology.partials()).isPositive();

      topology.advance(Duration.ofSeconds(31));
      assertThat(topology.partials()).isEqualTo(1);
      topology.advance(Duration.ofMinutes(10));
      topology.partials();

      topology.advance(Duration.ofMinutes(2));
      assertThat(topology.partials()).isZero();
    }
  }

  @Test
  void shouldCountWithoutSketchKeyAndEmitSketchesOnceAvailable() {
    AtomicReference<SketchKey> key = new AtomicReference<>();
    try (TopologyHarness topology =
        new TopologyHarness(
            TopologyHarness.SETTINGS, stateDir, window -> Optional.ofNullable(key.get()))) {
      topology.send(Post.at("14:00:01", 1, 100, "Montréal").json(), TopologyHarness.NOW);
      topology.advance(Duration.ofSeconds(30));
      CityCounts without = topology.counts().values().iterator().next();
      assertThat(without.counts()).isEqualTo(new Counts(1, 0, 1));
      assertThat(without.users()).isEqualTo(UserSketch.NONE);

      key.set(TopologyHarness.KEY);
      topology.advance(Duration.ofSeconds(20));

      CityCounts with = topology.counts().values().iterator().next();
      assertThat(with.users()).isEqualTo(new UserSketch.Builder(key.get()).add(100).build());
    }
  }

  @Test
  void shouldAttachEarliestTimesOfNewlyIncludedPostsToTotals() {
    Instant arrival = TopologyHarness.NOW;
    Post first = Post.at("14:00:03", 1, 100, "Montréal");
    Post earlier = Post.at("14:00:02", 2, 200, "Montréal");
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.send(first.json(), arrival);
      topology.send(earlier.json(), arrival.plusMillis(20));
      topology.tick();
      assertThat(topology.waiting().values())
          .containsExactly(Optional.of(new Waiting(earlier.createdAt(), arrival)));

      Post next = Post.at("14:00:04", 3, 200, "Montréal");
      topology.send(next.json(), arrival.plusMillis(300));
      topology.tick();
      assertThat(topology.waiting().values())
          .containsExactly(Optional.of(new Waiting(next.createdAt(), arrival.plusMillis(300))));
    }
  }

  @Test
  void shouldDeadLetterInvalidRecordsWithReason() {
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.send("{\"data\":", TopologyHarness.NOW);
      topology.send((String) null, TopologyHarness.NOW);
      topology.send("{\"errors\":[{\"title\":\"x\"}]}", TopologyHarness.NOW);
      topology.send(new byte[] {(byte) 0xff, 0, 1}, TopologyHarness.NOW);
      topology.tick();

      List<TestRecord<byte[], byte[]>> dead = topology.deadLetters();
      assertThat(dead)
          .extracting(record -> header(record, TweetHeaders.DEAD_REASON))
          .containsExactly("not-json", "not-json", "no-data", "not-json");
      assertThat(dead.get(0).value()).isEqualTo("{\"data\":".getBytes(UTF_8));
      assertThat(dead.get(3).value()).isEqualTo(new byte[] {(byte) 0xff, 0, 1});
      assertThat(header(dead.get(3), TweetHeaders.DEAD_SOURCE)).isEqualTo("tweets-0@3");
      assertThat(topology.outcomes()).containsEntry(Outcome.DEAD, 4L);
      assertThat(topology.table()).isEmpty();
    }
  }

  @Test
  void shouldTruncateDeadLettersLongerThanMaximumLine() {
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.send(new byte[Topics.MAX_LINE_BYTES], TopologyHarness.NOW);
      topology.send(new byte[Topics.MAX_LINE_BYTES + 1], TopologyHarness.NOW);
      topology.tick();

      List<TestRecord<byte[], byte[]>> dead = topology.deadLetters();
      assertThat(dead)
          .extracting(record -> record.value().length)
          .containsExactly(Topics.MAX_LINE_BYTES, 64 * 1024);
      assertThat(header(dead.get(1), TweetHeaders.DEAD_DETAIL))
          .endsWith("; 1048577 bytes, of which 65536 are kept");
    }
  }

  @Test
  void shouldCountUnresolvedPostsByWindow() {
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.send(
          "{\"data\":{\"id\":\"9\",\"author_id\":\"9\",\"created_at\":\"2026-11-20T14:20:00Z\"}}",
          TopologyHarness.NOW);
      topology.tick();

      assertThat(topology.table())
          .isEqualTo(Map.of("2026-11-20T14:20:00Z unresolved", new Counts(1, 0, 1)));
    }
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
