package io.evilnet.streams.fidelity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.SnowflakeId;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.TweetHeaders;
import io.evilnet.streams.testing.Servers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two sites with different losses, on real brokers. */
@ExtendWith(Servers.Extension.class)
class FidelityScanIT {

  private static final String TOPIC = "fidelity-scan-it";
  private static final int POSTS = 20_000;
  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");

  private final String kafka;
  private final Random random = new Random(7);
  private final Map<String, Set<Long>> received =
      Map.of("near", new TreeSet<>(), "far", new TreeSet<>());

  FidelityScanIT(Servers servers) {
    kafka = servers.cluster().bootstrapServers();
  }

  @Test
  void shouldMeasureSitesAndEstimatePostsMissedByAll() throws Exception {
    produce();
    TimeRange range = new TimeRange(START, START.plusMillis(POSTS));
    Fidelity fidelity = new FidelityScan(KafkaConnection.open(kafka), TOPIC, range, Set.of()).run();

    Set<Long> union = new TreeSet<>(received.get("near"));
    union.addAll(received.get("far"));
    assertThat(fidelity.union()).isEqualTo(union.size());
    assertThat(fidelity.sites()).extracting(SiteFidelity::site).containsExactly("near", "far");
    for (SiteFidelity site : fidelity.sites()) {
      assertThat(site.received()).isEqualTo(received.get(site.site()).size());
      assertThat(site.missing()).isEqualTo(union.size() - site.received());
    }
    Estimate estimate = fidelity.estimate().orElseThrow();
    assertThat((double) POSTS - union.size()).isBetween(estimate.low(), estimate.high());

    assertThat(
            new FidelityScan(KafkaConnection.open(kafka), TOPIC, range, Set.of("far"))
                .run()
                .sites())
        .hasSize(1);
    TimeRange half = new TimeRange(START, START.plusMillis(POSTS / 2));
    assertThat(new FidelityScan(KafkaConnection.open(kafka), TOPIC, half, Set.of()).run().union())
        .isEqualTo(union.stream().filter(id -> id < id(POSTS / 2)).count());
  }

  private void produce() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 2))).all().get();
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int post = 0; post < POSTS; post++) {
        send(producer, "near", post, 0.05);
        send(producer, "far", post, 0.2);
      }
      producer.send(new ProducerRecord<>(TOPIC, "no site, no post".getBytes(UTF_8)));
    }
  }

  /** Sends a post unless it is lost; every tenth one twice. */
  private void send(KafkaProducer<byte[], byte[]> producer, String site, int post, double loss) {
    if (random.nextDouble() < loss) {
      return;
    }
    received.get(site).add(id(post));
    for (int i = 0; i < (post % 10 == 0 ? 2 : 1); i++) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(TOPIC, bytes(post % 50), bytes(json(post)));
      record
          .headers()
          .add(TweetHeaders.SITE, bytes(site))
          .add(TweetHeaders.RECEIVED_AT, bytes(START.plusMillis(post + 300)));
      producer.send(record);
    }
  }

  private static String json(int post) {
    return "{\"data\":{\"id\":\"%d\",\"author_id\":\"%d\",\"created_at\":\"%s\",\"text\":\"\"}}"
        .formatted(id(post), post % 50, START.plusMillis(post));
  }

  private static long id(int post) {
    return SnowflakeId.of(START.plusMillis(post), 1);
  }

  private static byte[] bytes(Object text) {
    return text.toString().getBytes(UTF_8);
  }
}
