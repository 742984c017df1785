package io.evilnet.streams.topology;

import io.evilnet.contract.Arrival;
import io.evilnet.contract.CountingContract;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import io.evilnet.core.Counts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by the topology. */
class TopologyCountingTest extends CountingContract {

  @TempDir Path stateDir;

  @Override
  protected Map<CityWindow, Counts> count(CountingRules rules, List<Arrival> arrivals) {
    CityCountSettings settings =
        new CityCountSettings(
            rules, TopologyHarness.EMIT, TopologyHarness.RETIRE, Duration.ofHours(24));
    try (TopologyHarness topology = new TopologyHarness(settings, stateDir)) {
      arrivals.forEach(arrival -> topology.send(arrival.line(), arrival.at()));
      topology.tick();
      Map<CityWindow, Counts> counts = new HashMap<>();
      topology.counts().forEach((key, value) -> counts.put(key, value.counts()));
      return counts;
    }
  }
}
