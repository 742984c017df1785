package io.evilnet.ingest.gap;

import io.evilnet.ingest.publish.Refusal;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers gaps to Kafka. As they are rare, the producer exists only while gaps are pending.
 * Confined to one thread.
 */
final class GapPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GapPublisher.class);

  private static final int DELIVERY_TIMEOUT_MS = 5_000;
  private static final int REQUEST_TIMEOUT_MS = 2_000;
  private static final int MAX_BLOCK_MS = 1_000;

  private final Supplier<Producer<StreamGap.Key, StreamGap>> producers;
  private Producer<StreamGap.Key, StreamGap> producer;
  private String logged = "";

  GapPublisher(Supplier<Producer<StreamGap.Key, StreamGap>> producers) {
    this.producers = producers;
  }

  /** Creates a publisher with a real producer. */
  static GapPublisher to(KafkaConnection kafka, String clientId) {
    Map<String, Object> config =
        kafka.with(
            Map.of(
                ProducerConfig.CLIENT_ID_CONFIG, clientId,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS));
    return new GapPublisher(
        () ->
            new KafkaProducer<>(
                config,
                Topics.INGEST_GAPS.keySerde().serializer(),
                Topics.INGEST_GAPS.valueSerde().serializer()));
  }

  /**
   * Sends gaps and waits for Kafka.
   *
   * @return the acknowledged gaps
   */
  List<StreamGap> send(List<StreamGap> gaps) throws InterruptedException {
    List<StreamGap> acknowledged = new ArrayList<>();
    try {
      if (producer == null) {
        producer = producers.get();
      }
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (StreamGap gap : gaps) {
        sent.add(producer.send(new ProducerRecord<>(Topics.INGEST_GAPS.name(), gap.key(), gap)));
        Future<RecordMetadata> last = sent.get(sent.size() - 1);
        if (last.isDone() && !isDelivered(last)) {
          break; // Each of the others would block for max.block.ms.
        }
      }
      producer.flush();
      for (int i = 0; i < sent.size(); i++) {
        if (isDelivered(sent.get(i))) {
          acknowledged.add(gaps.get(i));
        }
      }
    } catch (KafkaException e) {
      failed(e);
      close();
    }
    return acknowledged;
  }

  /** Closes the producer. */
  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  private boolean isDelivered(Future<RecordMetadata> sent) throws InterruptedException {
    try {
      sent.get();
      logged = "";
      return true;
    } catch (ExecutionException e) {
      failed(e.getCause());
      return false;
    }
  }

  /** Logs permanent rejections; an outage of Kafka is reported elsewhere. */
  private void failed(Throwable failure) {
    Refusal.of(failure)
        .map(refusal -> refusal.explain(Topics.INGEST_GAPS.name(), failure.getMessage()))
        .filter(text -> !text.equals(logged))
        .ifPresent(
            text -> {
              logged = text;
              LOG.error("{}. Gaps are retained in their file", text);
            });
  }
}
