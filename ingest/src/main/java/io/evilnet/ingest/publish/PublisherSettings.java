package io.evilnet.ingest.publish;

import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Settings of the producer.
 *
 * @param kafka connection to Kafka
 * @param clientId {@code client.id} of the producer
 * @param compression compression of the batches
 * @param deliveryTimeout {@code delivery.timeout.ms}, 5 s or more
 */
public record PublisherSettings(
    KafkaConnection kafka, String clientId, Compression compression, Duration deliveryTimeout) {

  /** Maximum unacknowledged bytes of posts. */
  static final long MAX_IN_FLIGHT_BYTES = 16L * 1024 * 1024;

  /**
   * The load of a broker depends on the number of requests: at several thousand posts per second,
   * half as many as with 20 ms.
   */
  private static final Duration LINGER = Duration.ofMillis(50);

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration MAX_BLOCK = Duration.ofSeconds(1);
  private static final Duration MIN_DELIVERY_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration MAX_DELIVERY_TIMEOUT = Duration.ofDays(1);
  private static final int BATCH_BYTES = 128 * 1024;

  public PublisherSettings {
    if (deliveryTimeout.compareTo(MIN_DELIVERY_TIMEOUT) < 0
        || deliveryTimeout.compareTo(MAX_DELIVERY_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "delivery-timeout must be 5s to 1d, but is " + deliveryTimeout);
    }
  }

  /** Returns the configuration of a producer. */
  public Map<String, Object> producerConfig() {
    return kafka.with(
        Map.ofEntries(
            Map.entry(ProducerConfig.CLIENT_ID_CONFIG, clientId),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression.kafkaName()),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, LINGER.toMillis()),
            Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis()),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis()),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis()),
            // The bytes in flight, one more line of the maximum length, and half-full batches.
            Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 4 * MAX_IN_FLIGHT_BYTES),
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES)));
  }
}
