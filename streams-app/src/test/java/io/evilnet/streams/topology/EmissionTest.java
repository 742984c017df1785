package io.evilnet.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import io.evilnet.core.Counts;
import io.evilnet.core.SketchKeys;
import io.evilnet.core.UserSketch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emission of counts, totals and sketches with consumer lag and at its end. */
class EmissionTest {

  @TempDir Path stateDir;

  @Test
  void shouldEmitCountsLessOftenWithIncreasingPostAge() {
    assertThat(partialsOfEightIntervals(Duration.ZERO)).isEqualTo(8);
    assertThat(partialsOfEightIntervals(Duration.ofSeconds(5))).isEqualTo(5);
    assertThat(partialsOfEightIntervals(Duration.ofSeconds(19))).isEqualTo(3);
    assertThat(partialsOfEightIntervals(Duration.ofSeconds(30))).isEqualTo(1);
    assertThat(partialsOfEightIntervals(Duration.ofMinutes(10))).isEqualTo(1);
  }

  @Test
  void shouldKeepReducedPaceWhileOtherPartitionsArePolled() {
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.setAtEnd(false);
      Instant arrival = TopologyHarness.NOW.minus(Duration.ofMinutes(10));
      topology.send(Post.at("14:20:01", 1, 100, "Montréal").json(), arrival);
      topology.tickFirstStep();
      topology.send(Post.at("14:20:01", 2, 101, "Montréal").json(), arrival);
      for (int i = 0; i < 8; i++) {
        topology.tickFirstStep();
      }
      assertThat(topology.partials()).isEqualTo(2); // one of them empty, with the age of the posts

      topology.setAtEnd(true);
      topology.tickFirstStep();
      assertThat(topology.partials()).isEqualTo(2); // one of them empty, with an age of 0
    }
  }

  @Test
  void shouldEmitTotalsSecondsAfterCountsOrOnceLagIsZero() {
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.setAtEnd(false);
      Instant arrival = TopologyHarness.NOW.minus(Duration.ofMinutes(10));
      topology.send(Post.at("14:20:01", 1, 100, "Montréal").json(), arrival);
      tickFor(Duration.ofSeconds(40), topology);
      topology.partials();
      topology.send(Post.at("14:20:01", 2, 101, "Montréal").json(), arrival);
      do {
        topology.tickFirstStep();
      } while (topology.partials() == 0);
      topology.tick();
      assertThat(topology.table().values()).containsExactly(new Counts(1, 0, 1));

      topology.setAtEnd(true);
      topology.tick();
      assertThat(topology.table().values()).containsExactly(new Counts(2, 0, 2));
    }
  }

  @Test
  void shouldEmitSketchBeforeWindowIsRetired() {
    Duration interval = Duration.ofSeconds(30);
    CountingRules byDefault = CountingRules.DEFAULT;
    CountingRules rules =
        new CountingRules(
            byDefault.window(),
            Duration.ofMinutes(1),
            byDefault.retweetKinds(),
            byDefault.countries(),
            byDefault.maxAhead());
    CityCountSettings settings =
        new CityCountSettings(rules, interval, TopologyHarness.RETIRE, Duration.ofHours(24));
    try (TopologyHarness topology = new TopologyHarness(settings, stateDir)) {
      Instant arrival = TopologyHarness.NOW.plus(Duration.ofMinutes(7));
      topology.send(Post.at("14:30:01", 1, 100, "Montréal").json(), arrival);
      topology.send(Post.at("14:36:30", 2, 101, "Montréal").json(), arrival);
      for (int i = 0; i < 10; i++) {
        topology.advance(interval);
      }

      assertThat(
              topology.counts().get(new CityWindow(TopologyHarness.NOW, Post.placeId("Montréal"))))
          .matches(total -> !total.users().isNone(), "with a sketch");
    }
  }

  /** Advances the clock by {@code time} in steps of an emit interval. */
  private static void tickFor(Duration time, TopologyHarness topology) {
    for (long i = 0; i < time.dividedBy(TopologyHarness.EMIT); i++) {
      topology.tick();
    }
  }

  /**
   * Returns the number of batches with counts in eight intervals of 500 ms, each of which receives
   * a post of the given age.
   */
  private int partialsOfEightIntervals(Duration age) {
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.setAtEnd(false);
      for (int i = 0; i < 8; i++) {
        Instant now = TopologyHarness.NOW.plus(TopologyHarness.EMIT.multipliedBy(i));
        topology.send(Post.at("14:20:01", i, 100 + i, "Montréal").json(), now.minus(age));
        topology.tickFirstStep();
      }
      return (int)
          topology.partialBatches().stream().filter(batch -> !batch.counts().isEmpty()).count();
    }
  }

  @Test
  void shouldNotEmitSketchesOfOpenWindowsDuringLag() {
    CityWindow open =
        new CityWindow(Instant.parse("2026-11-20T14:20:00Z"), Post.placeId("Montréal"));
    CityWindow closed =
        new CityWindow(Instant.parse("2026-11-20T14:00:00Z"), Post.placeId("Montréal"));
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.setAtEnd(false);
      Instant waiting = TopologyHarness.NOW.minusSeconds(30);
      topology.send(Post.at("14:00:01", 1, 100, "Montréal").json(), waiting);
      topology.send(Post.at("14:20:01", 2, 200, "Montréal").json(), waiting);
      tickFor(Duration.ofSeconds(20), topology);

      assertThat(topology.counts().get(closed).users().isNone()).isFalse();
      assertThat(topology.counts().get(open).counts()).isEqualTo(new Counts(1, 0, 1));
      assertThat(topology.counts().get(open).users().isNone()).isTrue();

      topology.send(Post.at("14:20:02", 3, 300, "Montréal").json(), waiting);
      topology.setAtEnd(true);
      topology.tick();
      assertThat(topology.counts().get(open).counts()).isEqualTo(new Counts(2, 0, 2));
      assertThat(topology.counts().get(open).users().isNone()).as("with the counts").isFalse();
    }
  }

  @Test
  void shouldEmitClosedWindowsWithSketchesBeforeOpenWindows() {
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.setAtEnd(false);
      Instant waiting = TopologyHarness.NOW.minus(Duration.ofMinutes(2));
      topology.send(Post.at("13:30:01", 1, 100, "Montréal").json(), waiting);
      topology.tickFirstStep(); // the first emission
      topology.partials();
      topology.send(Post.at("14:00:01", 2, 100, "Montréal").json(), waiting);
      topology.send(Post.at("14:00:02", 3, 101, "Montréal").json(), waiting);
      topology.send(Post.at("14:20:01", 4, 200, "Montréal").json(), waiting);

      List<PartialCounts> emitted = new ArrayList<>();
      for (int i = 0; i < 600 && emitted.isEmpty(); i++) {
        topology.tickFirstStep();
        topology.partialBatches().forEach(batch -> emitted.addAll(batch.counts()));
      }

      CityWindow closed =
          new CityWindow(Instant.parse("2026-11-20T14:00:00Z"), Post.placeId("Montréal"));
      assertThat(emitted).extracting(PartialCounts::key).contains(closed);
      assertThat(emitted)
          .filteredOn(partial -> partial.key().equals(closed))
          .singleElement()
          .satisfies(partial -> assertThat(partial.counts()).isEqualTo(new Counts(2, 0, 2)))
          .satisfies(partial -> assertThat(partial.users().isNone()).isFalse());
      assertThat(emitted)
          .extracting(PartialCounts::windowStart)
          .doesNotContain(Instant.parse("2026-11-20T14:20:00Z"));
    }
  }

  @Test
  void shouldEmitManyCountsOfClosedWindowsRegardlessOfPace() {
    int many = 20_000;
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.setAtEnd(false);
      Instant waiting = TopologyHarness.NOW.minus(Duration.ofMinutes(2));
      topology.send(Post.at("14:00:01", 1, 100, "Montréal").json(), waiting);
      topology.tickFirstStep(); // the first emission
      topology.partials();
      for (int i = 0; i < many; i++) {
        topology.send(Post.at("14:00:02", 2 + i, 100, "City " + i).json(), waiting);
      }
      topology.tickFirstStep();
      assertThat(emittedStarts(topology)).as("of an open window").isEmpty();

      topology.send(Post.at("14:20:01", many + 2, 200, "Montréal").json(), waiting);
      topology.tickFirstStep();
      assertThat(emittedStarts(topology))
          .as("of a closed window")
          .hasSizeGreaterThanOrEqualTo(many)
          .containsOnly(Instant.parse("2026-11-20T14:00:00Z"));
    }
  }

  private static List<Instant> emittedStarts(TopologyHarness topology) {
    return topology.partialBatches().stream()
        .flatMap(batch -> batch.counts().stream().map(PartialCounts::windowStart))
        .toList();
  }

  @Test
  void shouldReportPostAgeToAllMergeTasksWhileOnlyOpenWindowsChange() {
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.setAtEnd(false);
      Instant waiting = TopologyHarness.NOW.minus(Duration.ofMinutes(2));
      topology.send(Post.at("14:20:01", 1, 100, "Montréal").json(), waiting);
      topology.tickFirstStep(); // the first emission
      topology.partials();
      topology.send(Post.at("14:20:02", 2, 101, "Montréal").json(), waiting);

      List<PartialBatch> emitted = new ArrayList<>();
      for (int i = 0; i < 600 && emitted.isEmpty(); i++) {
        topology.tickFirstStep();
        emitted.addAll(topology.partialBatches());
      }

      assertThat(emitted).hasSize(2).allMatch(batch -> batch.counts().isEmpty());
      assertThat(emitted).allMatch(batch -> EmitPace.hasLag(batch.ages().get(0)));
    }
  }

  @Test
  void shouldNotEmitSketchesEarlyAfterShortLag() {
    CityWindow open =
        new CityWindow(Instant.parse("2026-11-20T14:20:00Z"), Post.placeId("Montréal"));
    try (TopologyHarness topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir)) {
      topology.send(Post.at("14:20:01", 1, 100, "Montréal").json(), TopologyHarness.NOW);
      topology.tick(); // with the sketch, as none was emitted before
      UserSketch first = topology.counts().get(open).users();
      topology.setAtEnd(false);
      topology.send(
          Post.at("14:20:01", 2, 200, "Montréal").json(), TopologyHarness.NOW.minusSeconds(10));
      tickFor(Duration.ofSeconds(3), topology);
      topology.send(
          Post.at("14:20:01", 3, 300, "Montréal").json(), TopologyHarness.NOW.plusSeconds(4));
      topology.setAtEnd(true);
      topology.tick();

      assertThat(first.isNone()).isFalse();
      assertThat(topology.counts().get(open).counts()).isEqualTo(new Counts(3, 0, 3));
      assertThat(topology.counts().get(open).users().isNone()).isTrue();
    }
  }

  @Test
  void shouldRequestSketchKeyBeforeSketchIsDue() {
    CityWindow closed =
        new CityWindow(Instant.parse("2026-11-20T14:00:00Z"), Post.placeId("Montréal"));
    CityWindow open =
        new CityWindow(Instant.parse("2026-11-20T14:20:00Z"), Post.placeId("Montréal"));
    Set<Instant> requested = new HashSet<>();
    SketchKeys inBackground =
        window -> requested.add(window) ? Optional.empty() : Optional.of(TopologyHarness.KEY);
    try (TopologyHarness topology =
        new TopologyHarness(TopologyHarness.SETTINGS, stateDir, inBackground)) {
      topology.setAtEnd(false);
      Instant waiting = TopologyHarness.NOW.minus(Duration.ofMinutes(10));
      topology.send(Post.at("14:00:01", 1, 100, "Montréal").json(), waiting);
      topology.tickFirstStep(); // the window is open, and its sketch is not due
      for (int id = 2; !topology.counts().containsKey(open); id++) {
        topology.send(Post.at("14:20:01", id, id, "Montréal").json(), waiting);
        topology.tick();
      }

      assertThat(topology.counts().get(closed).users().isNone()).isFalse();
    }
  }
}
