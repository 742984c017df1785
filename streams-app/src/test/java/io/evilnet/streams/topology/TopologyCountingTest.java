package io.evilnet.streams.topology;

import io.evilnet.contract.Arrival;
import io.evilnet.contract.CountingContract;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The counting contract of the topology. */
class TopologyCountingTest extends CountingContract {

  @TempDir Path stateDir;

  @Override
  protected Map<CityWindow, CityCounts> countCities(CountingRules rules, List<Arrival> arrivals) {
    CityCountSettings settings =
        new CityCountSettings(
            rules, TopologyHarness.EMIT, TopologyHarness.RETIRE, Duration.ofHours(24));
    try (TopologyHarness topology = new TopologyHarness(settings, stateDir)) {
      arrivals.forEach(arrival -> topology.send(arrival.line(), arrival.city(), arrival.at()));
      topology.tick();
      topology.advance(settings.usersInterval()); // sketches are emitted later after a lag
      return topology.counts();
    }
  }
}
