package io.evilnet.platform.topics;

import io.evilnet.core.SketchKey;
import io.evilnet.platform.kafka.KafkaConnection;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Reads {@link Topics#SKETCH_KEYS} and creates missing keys.
 *
 * <p>Processes that create a key of the same epoch concurrently agree on the first record in the
 * log.
 */
public final class SketchKeyTopic {

  private final KafkaConnection kafka;
  private final Duration timeout;

  /**
   * @param timeout timeout of a request to Kafka, and maximum time without records
   */
  public SketchKeyTopic(KafkaConnection kafka, Duration timeout) {
    this.kafka = kafka;
    this.timeout = timeout;
  }

  /**
   * Returns the keys of epochs.
   *
   * @throws KafkaException if Kafka does not respond or rejects a request
   */
  public Map<Long, SketchKey> keys(Collection<Long> epochs) {
    Map<Long, SketchKey> keys = read();
    List<Long> missing =
        epochs.stream().distinct().filter(epoch -> !keys.containsKey(epoch)).toList();
    if (!missing.isEmpty()) {
      write(missing);
      keys.putAll(read());
    }
    keys.keySet().retainAll(epochs);
    return keys;
  }

  private Map<Long, SketchKey> read() {
    Map<Long, SketchKey> keys = new HashMap<>();
    TopicReader.readToEnd(
        kafka,
        Topics.SKETCH_KEYS,
        timeout,
        found -> keys.putIfAbsent(found.key(), SketchKey.of(found.value())));
    return keys;
  }

  private void write(List<Long> epochs) {
    SecureRandom random = new SecureRandom();
    try (KafkaProducer<Long, byte[]> producer =
        new KafkaProducer<>(
            kafka.with(
                Map.of(
                    ProducerConfig.ACKS_CONFIG, "all",
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(),
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(),
                    ProducerConfig.LINGER_MS_CONFIG, 0,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis())),
            Topics.SKETCH_KEYS.keySerde().serializer(),
            Topics.SKETCH_KEYS.valueSerde().serializer())) {
      for (long epoch : epochs) {
        byte[] secret = new byte[SketchKey.BYTES];
        random.nextBytes(secret);
        producer.send(new ProducerRecord<>(Topics.SKETCH_KEYS.name(), 0, epoch, secret)).get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure
          ? failure
          : new KafkaException("failed to write a sketch key", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while writing a sketch key", e);
    }
  }

  private int millis() {
    return Math.toIntExact(timeout.toMillis());
  }
}
