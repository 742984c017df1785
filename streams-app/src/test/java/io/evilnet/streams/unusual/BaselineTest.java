package io.evilnet.streams.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Level;
import io.evilnet.streams.unusual.Comparison.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BaselineTest {

  private static final int PER_HOUR = 12;
  private static final int FIRST = 13 * PER_HOUR;
  private static final int DAY = 24 * PER_HOUR;
  private static final int DAYS = 100;

  /** The largest of a hundred cities has about 120 tweets a window, the smallest one or two. */
  private static final double TWEETS_PER_HOUR = 10_000;

  @Test
  void shouldDetectNothingInHundredUsualDays() {
    List<String> findings =
        IntStream.range(0, DAYS).parallel().boxed().flatMap(BaselineTest::findingsOfADay).toList();

    assertThat(findings).isEmpty();
  }

  private static Stream<String> findingsOfADay(int seed) {
    SimulatedDay day = new SimulatedDay(seed, 100, TWEETS_PER_HOUR, 1, 37);
    return IntStream.range(FIRST, FIRST + DAY)
        .mapToObj(newest -> Baseline.compare(day.timeline(newest)))
        .peek(comparison -> assertThat(comparison.state()).isEqualTo(State.COMPARED))
        .flatMap(comparison -> comparison.findings().stream())
        .map(finding -> "seed " + seed + ": " + finding);
  }

  @Test
  void shouldDetectThreefoldIncreaseOfCityByDayWithinOneWindow() {
    for (int seed = 0; seed < DAYS; seed++) {
      int start = (24 + 10) * PER_HOUR + (seed * 7) % (10 * PER_HOUR);
      SimulatedDay day = new SimulatedDay(seed, 100, TWEETS_PER_HOUR, 1, 48);
      day.scaleRate(seed % 3, 3, start, start + PER_HOUR);
      String city = "c" + seed % 3;

      assertThat(found(day.timeline(start))).as("seed %d", seed).containsExactly(city);
      Finding after = Baseline.compare(day.timeline(start + PER_HOUR - 1)).findings().get(0);
      assertThat(after.key()).isEqualTo(city);
      assertThat(after.ratio()).as("seed %d", seed).isBetween(2.3, 4.0);
      assertThat(Duration.between(instant(start), after.since()).abs())
          .isLessThanOrEqualTo(SimulatedDay.WINDOW.multipliedBy(2));
    }
  }

  /** While counts decrease, a threefold rate is less than three times the previous hour. */
  @Test
  void shouldDetectMostThreefoldIncreasesAtNightWithinQuarterHour() {
    int found = 0;
    for (int seed = 0; seed < DAYS; seed++) {
      int start = 24 * PER_HOUR + (seed * 7) % (6 * PER_HOUR);
      SimulatedDay day = new SimulatedDay(seed, 100, TWEETS_PER_HOUR, 1, 48);
      day.scaleRate(seed % 3, 3, start, start + PER_HOUR);
      found += found(day.timeline(start + 2)).contains("c" + seed % 3) ? 1 : 0;
    }

    assertThat(found).isGreaterThan(DAYS * 2 / 3);
  }

  @Test
  void shouldDetectIncreaseOfSmallCityWithinOneHour() {
    SimulatedDay day = new SimulatedDay(1, 100, TWEETS_PER_HOUR, 1, 37);
    int start = FIRST + 4 * PER_HOUR;
    day.scaleRate(60, 5, start, start + PER_HOUR);

    assertThat(found(day.timeline(start))).isEmpty();
    assertThat(found(day.timeline(start + PER_HOUR - 1))).containsExactly("c60");
  }

  /** Its cities have seven to nine tweets a window each, too few for most findings. */
  @Test
  void shouldDetectIncreaseOfRegionOfSmallCitiesWithinOneWindow() {
    Subject region =
        new Subject(
            Scope.REGION, "", "all cities of Region 2, US", new Area("US", "region 2"), "Region 2");
    int cities = 0;
    for (int seed = 0; seed < DAYS; seed++) {
      int start = (24 + 10) * PER_HOUR + (seed * 7) % (10 * PER_HOUR);
      SimulatedDay day = new SimulatedDay(seed, 100, TWEETS_PER_HOUR, 1, 48);
      for (int city = 20; city < 30; city++) {
        day.scaleRate(city, 3, start, start + 1);
      }

      List<Finding> findings = Baseline.compare(day.timeline(start)).findings();

      assertThat(findings).as("seed %d", seed).isNotEmpty();
      assertThat(findings.get(0).subject()).as("seed %d", seed).isEqualTo(region);
      assertThat(findings.get(0).ratio()).as("seed %d", seed).isBetween(2.3, 4.0);
      cities += findings.size() - 1;
    }
    assertThat(cities).isLessThan(DAYS / 10);
  }

  @Test
  void shouldAttributeIncreaseOfCountryToCountry() {
    SimulatedDay day = new SimulatedDay(2, 100, TWEETS_PER_HOUR, 1, 37);
    int start = FIRST + 6 * PER_HOUR;
    for (int city = 50; city < 100; city++) {
      day.scaleRate(city, 3, start, start + 1);
    }

    assertThat(found(day.timeline(start))).first().isEqualTo("MX");
  }

  /** Their tweets equal those of the city or of all cities. */
  @Test
  void shouldExcludeAreasOfOneCityOrOfAllCities() {
    SimulatedDay day = new SimulatedDay(2, 11, TWEETS_PER_HOUR, 1, 37);

    assertThat(day.timeline(FIRST).areas(Level.COUNTRY)).isEmpty();
    assertThat(day.timeline(FIRST).areas(Level.REGION))
        .extracting(area -> area.subject().key())
        .containsExactly("US/region 0");
  }

  /** Their tweets equal those of the country. */
  @Test
  void shouldExcludeRegionsOfAllCitiesOfCountry() {
    SimulatedDay day = new SimulatedDay(2, 60, TWEETS_PER_HOUR, 1, 37);

    assertThat(day.timeline(FIRST).areas(Level.COUNTRY))
        .extracting(area -> area.subject().key())
        .containsExactlyInAnyOrder("US", "MX");
    assertThat(day.timeline(FIRST).areas(Level.REGION))
        .extracting(area -> area.subject().countryCode())
        .containsExactly("US", "US", "US", "US", "US");
  }

  @Test
  void shouldAttributeIncreaseOfAllCitiesToWorld() {
    SimulatedDay day = new SimulatedDay(2, 100, TWEETS_PER_HOUR, 1, 37);
    int start = FIRST + 6 * PER_HOUR;
    for (int city = 0; city < 100; city++) {
      day.scaleRate(city, 3, start, start + 1);
    }

    List<Finding> findings = Baseline.compare(day.timeline(start)).findings();

    assertThat(findings).extracting(Finding::subject).containsExactly(Subject.WORLD);
    assertThat(findings.get(0).since()).isEqualTo(instant(start));
  }

  @Test
  void shouldNotDetectIncreaseWhenOtherCitiesDecrease() {
    SimulatedDay day = new SimulatedDay(3, 100, TWEETS_PER_HOUR, 1, 37);
    int start = FIRST + 6 * PER_HOUR;
    for (int city = 1; city < 100; city++) {
      day.scaleRate(city, 0.1, start, start + PER_HOUR);
    }

    assertThat(found(day.timeline(start + PER_HOUR - 1))).isEmpty();
    assertThat(found(day.timeline(start + PER_HOUR + 2))).isEmpty();
  }

  @Test
  void shouldNotDetectIncreaseAtEndOfOutage() {
    SimulatedDay day = new SimulatedDay(4, 100, TWEETS_PER_HOUR, 1, 37);
    int end = FIRST + 6 * PER_HOUR;
    BitSet usable = new BitSet();
    usable.set(0, FIRST);
    for (int hours = 1; hours <= 9; hours++) {
      for (int city = 0; city < 100; city++) {
        day.scaleRate(city, 0.02, end - hours * PER_HOUR, end);
      }
      int outage = FIRST - 1 - hours * PER_HOUR;
      BitSet without = (BitSet) usable.clone();
      without.clear(outage, FIRST - 1);

      assertThat(found(day.timeline(end, without, without))).as("%d hours", hours).isEmpty();
    }
  }

  @Test
  void shouldNotCompareWithProvisionalWindows() {
    SimulatedDay day = new SimulatedDay(5, 100, TWEETS_PER_HOUR, 1, 37);
    int newest = FIRST + 6 * PER_HOUR;
    for (int city = 0; city < 100; city++) {
      day.scaleRate(city, 0.3, newest - 11 * PER_HOUR, newest - 2 * PER_HOUR);
    }
    BitSet usable = new BitSet();
    usable.set(0, FIRST);
    BitSet settled = (BitSet) usable.clone();
    settled.clear(PER_HOUR * 2, FIRST - 2 * PER_HOUR);

    assertThat(Baseline.compare(day.timeline(newest, usable, settled)).findings()).isEmpty();
  }

  @Test
  void shouldNotCompareWithoutHistoryOrWithoutRecentWindows() {
    SimulatedDay day = new SimulatedDay(6, 3, TWEETS_PER_HOUR, 1, 37);
    BitSet lastThree = new BitSet();
    lastThree.set(FIRST - 3 * PER_HOUR, FIRST);
    BitSet old = new BitSet();
    old.set(0, FIRST - PER_HOUR);

    assertThat(Baseline.compare(day.timeline(FIRST, lastThree, lastThree)).state())
        .isEqualTo(State.TOO_LITTLE_HISTORY);
    assertThat(Baseline.compare(day.timeline(FIRST, old, old)).state())
        .isEqualTo(State.NOTHING_RECENT);
  }

  @Test
  void shouldReturnUsualHourOfEveryCityDuringEvent() {
    SimulatedDay day = new SimulatedDay(1, 100, TWEETS_PER_HOUR, 1, 48);
    int start = (24 + 12) * PER_HOUR;
    day.scaleRate(2, 3, start, start + PER_HOUR);

    Map<String, UsualHour> usual = Baseline.compare(day.timeline(start + PER_HOUR - 1)).usual();

    assertThat(usual).hasSize(100);
    UsualHour event = usual.get("c2");
    assertThat(event.tweets() / event.usual()).isBetween(2.3, 3.7);
    UsualHour other = usual.get("c3");
    assertThat(other.tweets() / other.usual()).isBetween(0.7, 1.4);
  }

  @Test
  void shouldReturnUsualHourOfSingleCityAndOfPartialHour() {
    SimulatedDay day = new SimulatedDay(1, 1, TWEETS_PER_HOUR, 1, 37);
    Arrays.fill(day.counts[0], 10);
    BitSet usable = new BitSet();
    usable.set(0, FIRST - PER_HOUR / 2);

    assertThat(Baseline.compare(day.timeline(FIRST)).usual().get("c0"))
        .isEqualTo(new UsualHour("c0", "City 0, Region 0", PER_HOUR, 120, 120));
    assertThat(Baseline.compare(day.timeline(FIRST, usable, usable)).usual().get("c0"))
        .isEqualTo(new UsualHour("c0", "City 0, Region 0", PER_HOUR / 2, 60, 60));
  }

  @Test
  void shouldDetectIncreaseOfCityWithoutEarlierTweets() {
    SimulatedDay day = new SimulatedDay(7, 3, TWEETS_PER_HOUR, 1, 37);
    Arrays.fill(day.counts[2], 0);
    day.counts[2][FIRST] = 25;

    Finding finding = Baseline.compare(day.timeline(FIRST)).findings().get(0);

    assertThat(finding.key()).isEqualTo("c2");
    assertThat(finding.tweets()).isEqualTo(25);
  }

  private static List<String> found(Timeline timeline) {
    List<String> ids = new ArrayList<>();
    Baseline.compare(timeline).findings().forEach(finding -> ids.add(finding.key()));
    return ids;
  }

  private static Instant instant(int window) {
    return SimulatedDay.START.plus(SimulatedDay.WINDOW.multipliedBy(window));
  }
}
