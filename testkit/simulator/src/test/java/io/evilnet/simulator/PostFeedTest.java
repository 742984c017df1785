package io.evilnet.simulator;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PostFeedTest {

  /** As at X: otherwise the estimated number of posts missed during an outage would be 0. */
  @Test
  void shouldGeneratePostsWhileClientIsDisconnected() {
    GeneratorSettings settings = GeneratorSettings.of(1, 1_000);
    History none = new History(Duration.ZERO);
    try (PostFeed feed = new PostFeed(settings, none, Clock.systemUTC())) {
      feed.start();
      StreamConnection client = new StreamConnection("1", Instant.now(), null, 1_000_000);
      feed.connect(client, Duration.ZERO);
      await().until(() -> feed.posts() > 0);

      feed.disconnect(client);
      long before = feed.posts();
      await().until(() -> feed.posts() > before + 2_000);
    }
  }
}
