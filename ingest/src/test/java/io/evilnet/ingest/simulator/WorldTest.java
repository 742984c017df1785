package io.evilnet.ingest.simulator;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorldTest {

  /** As at X: otherwise the estimated number of posts missed during an outage would be 0. */
  @Test
  void shouldGeneratePostsWhileItsClientIsNotConnected() {
    GeneratorSettings settings = GeneratorSettings.of(1, 1_000);
    History none = new History(Duration.ZERO);
    try (World world = new World(settings, none, Clock.systemUTC())) {
      world.start();
      StreamConnection client = new StreamConnection("1", Instant.now(), null, 1_000_000);
      world.connect(client, Duration.ZERO);
      await().until(() -> world.posts() > 0);

      world.disconnect(client);
      long before = world.posts();
      await().until(() -> world.posts() > before + 2_000);
    }
  }
}
