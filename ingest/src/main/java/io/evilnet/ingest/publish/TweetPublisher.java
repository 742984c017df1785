package io.evilnet.ingest.publish;

import io.evilnet.core.StreamLine;
import io.evilnet.infra.topics.Topics;
import io.evilnet.ingest.line.ReceivedLine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends received lines to the topic they belong to: posts to {@code tweets}, keyed by author, what
 * cannot be used to {@code tweets-dead}.
 *
 * <p>A publisher one of whose deliveries has failed is closed and replaced: what followed the
 * failed record must not overtake it. One thread sends.
 */
public final class TweetPublisher implements AutoCloseable {

  private final Producer<byte[], byte[]> producer;
  private final InFlight inFlight = new InFlight(PublisherSettings.MOST_IN_FLIGHT_BYTES);

  public TweetPublisher(PublisherSettings settings) {
    this(
        new KafkaProducer<>(
            settings.producerConfig(), new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** A publisher over a producer, which belongs to it from now on. */
  public TweetPublisher(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Whether Kafka answers and has the topic. Waits about a second for it.
   *
   * @throws KafkaException if it answers but refuses
   */
  public boolean isTopicThere() {
    try {
      return !producer.partitionsFor(Topics.TWEETS.name()).isEmpty();
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Whether more may be sent, within {@code bound}: what is on its way is bounded. */
  public boolean awaitRoom(Duration bound) throws InterruptedException {
    return inFlight.awaitRoom(bound);
  }

  /** Whether everything sent was acknowledged or has failed, within {@code bound}. */
  public boolean awaitAllDelivered(Duration bound) throws InterruptedException {
    return inFlight.awaitNone(bound);
  }

  /**
   * Sends a line, without waiting for Kafka. A line that is no post and no dead letter counts as
   * acknowledged.
   *
   * @param parsed what the line is
   */
  public void send(ReceivedLine received, StreamLine parsed, Delivery delivery) {
    Optional<ProducerRecord<byte[], byte[]>> record = TweetRecords.of(received, parsed);
    if (record.isEmpty()) {
      delivery.acknowledged();
      return;
    }
    send(record.get(), received, delivery);
  }

  /**
   * Sends a line that is known to be a post.
   *
   * @param author its author's id
   */
  public void sendPost(ReceivedLine received, long author, Delivery delivery) {
    send(TweetRecords.post(received, author), received, delivery);
  }

  /** Gives up what is not acknowledged yet: its deliveries fail. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  private void send(
      ProducerRecord<byte[], byte[]> record, ReceivedLine received, Delivery delivery) {
    int size = record.value().length;
    inFlight.add(size);
    Callback callback =
        (metadata, failure) -> {
          boolean post = record.topic().equals(Topics.TWEETS.name());
          if (failure == null) {
            delivery.acknowledged();
          } else if (failure instanceof RecordTooLargeException && post) {
            send(TweetRecords.tooLarge(record, received), received, delivery);
          } else {
            delivery.failed(failure);
          }
          inFlight.remove(size);
        };
    try {
      // The callback is told everything the future would say.
      Future<RecordMetadata> unused = producer.send(record, callback);
    } catch (KafkaException | IllegalStateException e) {
      callback.onCompletion(null, e);
    }
  }
}
