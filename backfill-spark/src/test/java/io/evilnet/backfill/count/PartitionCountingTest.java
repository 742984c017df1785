package io.evilnet.backfill.count;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.contract.Arrival;
import io.evilnet.contract.CountingContract;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import io.evilnet.core.SketchKey;
import io.evilnet.core.StreamLine;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.topics.Topics;
import io.evilnet.platform.topics.TweetHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Tests the counting contract with partial counts of partitions that are merged. */
class PartitionCountingTest extends CountingContract {

  private static final Posts.LineDeserializer LINES = new Posts.LineDeserializer();
  private static final SketchKey KEY = SketchKey.of(new byte[SketchKey.BYTES]);
  private static final int PARTITIONS = 3;
  private static final TimeRange RANGE =
      new TimeRange(START.minus(Duration.ofHours(1)), START.plus(Duration.ofHours(1)));

  @Override
  protected Map<CityWindow, CityCounts> countCities(CountingRules rules, List<Arrival> arrivals) {
    List<PartitionCount> partitions =
        IntStream.range(0, PARTITIONS)
            .mapToObj(i -> new PartitionCount(rules, RANGE, Long.MAX_VALUE, w -> Optional.of(KEY)))
            .toList();
    for (Arrival arrival : arrivals) {
      partitions.get((int) (arrival.author() % PARTITIONS)).accept(line(arrival), arrival.at(), 0);
    }
    Map<Instant, WindowTotals> sums = new HashMap<>();
    for (PartitionCount partition : partitions) {
      for (Instant window : partition.windowStarts()) {
        sums.merge(window, partition.totals(window), WindowTotals::plus);
      }
    }
    Map<CityWindow, CityCounts> counts = new HashMap<>();
    sums.forEach(
        (window, totals) ->
            totals.byCity().forEach((id, sum) -> counts.put(new CityWindow(window, id), sum)));
    return counts;
  }

  private static StreamLine line(Arrival arrival) {
    Headers headers = new RecordHeaders();
    if (arrival.city() != null) {
      headers.add(TweetHeaders.CITY, arrival.city().getBytes(UTF_8));
    }
    return LINES.deserialize(Topics.TWEETS.name(), headers, arrival.line().getBytes(UTF_8));
  }
}
