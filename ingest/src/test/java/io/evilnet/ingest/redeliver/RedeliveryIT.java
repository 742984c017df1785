package io.evilnet.ingest.redeliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.CountingRules;
import io.evilnet.core.Malformed.Reason;
import io.evilnet.ingest.KafkaContents;
import io.evilnet.ingest.SharedKafka;
import io.evilnet.ingest.SharedKafka.Servers;
import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.platform.kafka.KafkaConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests redelivery with two real brokers. */
@ExtendWith(SharedKafka.class)
class RedeliveryIT {

  private static final String SITE = "redelivery";
  private static final String POST =
      "{\"data\":{\"id\":\"1\",\"author_id\":\"42\",\"created_at\":\"2026-11-20T14:03:00Z\"}}";

  private final Servers servers;
  private final KafkaContents kafka;

  RedeliveryIT(Servers servers) {
    this.servers = servers;
    this.kafka = servers.contents();
  }

  @Test
  void shouldResendCountableDeadLettersOfReason() throws Exception {
    sendDeadLetter("ahead-of-time", POST);
    sendDeadLetter("ahead-of-time", POST.replace("2026", "2999"));
    sendDeadLetter("bad-field", POST);

    RedeliverySummary summary = redelivery(servers.bootstrapServers(), Reason.AHEAD_OF_TIME).run();

    assertThat(kafka.of("tweets", SITE))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(new String(record.key(), UTF_8)).isEqualTo("42");
              assertThat(new String(record.value(), UTF_8)).isEqualTo(POST);
              assertThat(KafkaContents.header(record, "dead-reason")).isNull();
            });
    assertThat(summary.sent()).isEqualTo(1);
    assertThat(summary.unusable()).isEqualTo(1);
    assertThat(summary.others()).isPositive();
    assertThat(summary.from()).isEqualTo(Optional.of(Instant.parse("2026-11-20T14:00:00Z")));
    assertThat(summary.toText(Duration.ofMinutes(5)))
        .contains("backfill --from 2026-11-20T14:00:00Z --to 2026-11-20T14:05:00Z");
  }

  @Test
  void shouldReportUnavailableKafka() {
    assertThatThrownBy(() -> redelivery("127.0.0.1:1", Reason.AHEAD_OF_TIME).run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Kafka is not available at 127.0.0.1:1")
        .hasMessageContaining("./start-all.sh");
  }

  private static Redelivery redelivery(String bootstrapServers, Reason reason) {
    return new Redelivery(
        new PublisherSettings(
            KafkaConnection.open(bootstrapServers), SITE, Compression.LZ4, Duration.ofSeconds(30)),
        CountingRules.DEFAULT,
        Set.of(reason));
  }

  private void sendDeadLetter(String reason, String value) throws Exception {
    ProducerRecord<byte[], byte[]> deadLetter =
        new ProducerRecord<>("tweets-dead", null, value.getBytes(UTF_8));
    deadLetter
        .headers()
        .add("site", SITE.getBytes(UTF_8))
        .add("dead-reason", reason.getBytes(UTF_8));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(deadLetter).get();
    }
  }
}
