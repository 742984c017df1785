package io.evilnet.streams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.core.SketchKey;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.SketchKeyTopic;
import io.evilnet.platform.topics.TopicProvisioner;
import io.evilnet.platform.topics.TopicSettings;
import io.evilnet.streams.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Extension.class)
class SketchKeysIT {

  @Test
  void shouldAgreeOnOneKeyWhenProcessesCreateItConcurrently(Servers servers) {
    KafkaConnection kafka = KafkaConnection.open(servers.cluster().bootstrapServers());
    try (Admin admin = Admin.create(Map.copyOf(kafka.config()))) {
      new TopicProvisioner(admin)
          .ensure(new TopicSettings(6, (short) 2, 1, Duration.ofHours(24), Duration.ofHours(24)));
    }
    Instant window = Instant.ofEpochSecond(ThreadLocalRandom.current().nextLong(1L << 32));
    long epoch = SketchKey.epochOf(window);

    Set<String> keys =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> new SketchKeyTopic(kafka, Duration.ofSeconds(30)))
            .map(topic -> topic.keys(List.of(epoch)).get(epoch).toString())
            .collect(Collectors.toSet());

    assertThat(keys).hasSize(1);
    try (KafkaSketchKeys cached = new KafkaSketchKeys(kafka)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> cached.of(window).isPresent());
      assertThat(cached.of(window).orElseThrow()).hasToString(keys.iterator().next());
    }
  }
}
