package io.evilnet.ingest.publish;

import io.evilnet.core.StreamLine;
import io.evilnet.ingest.line.LineReader;
import io.evilnet.ingest.line.ReceivedLine;
import io.evilnet.platform.topics.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends received lines to their topic: posts to {@code tweets}, keyed by author, malformed lines to
 * {@code tweets-dead}.
 *
 * <p>The first failed delivery closes the producer on its own thread, before that thread sends a
 * later batch: records after the failed one must not be delivered before it. A single thread sends;
 * it also handles rejected records, in {@link #awaitRoom} and {@link #awaitAllDelivered}.
 */
public final class TweetPublisher implements AutoCloseable {

  private final Producer<byte[], byte[]> producer;
  private final InFlight inFlight = new InFlight(PublisherSettings.MAX_IN_FLIGHT_BYTES);
  private final TweetRecords records = new TweetRecords();
  private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Rejection of the topic of dead letters as a whole; null while Kafka accepts them. */
  private Exception deadLettersRefused;

  private record Refused(
      ProducerRecord<byte[], byte[]> record,
      ReceivedLine received,
      Delivery delivery,
      Refusal refusal,
      Exception cause) {}

  public TweetPublisher(PublisherSettings settings) {
    this(
        new KafkaProducer<>(
            settings.producerConfig(), new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Creates a publisher that owns the producer. */
  public TweetPublisher(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Returns whether Kafka responds and has the topic, after about a second at most.
   *
   * @throws KafkaException if it rejects the request
   */
  public boolean isTopicAvailable() {
    try {
      return !producer.partitionsFor(Topics.TWEETS.name()).isEmpty();
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Returns whether more may be sent within {@code timeout}: unacknowledged bytes are bounded. */
  public boolean awaitRoom(Duration timeout) throws InterruptedException {
    settleRefused();
    return inFlight.awaitRoom(timeout);
  }

  /** Returns whether all records are acknowledged or have failed within {@code timeout}. */
  public boolean awaitAllDelivered(Duration timeout) throws InterruptedException {
    settleRefused();
    return inFlight.awaitNone(timeout) && refused.isEmpty();
  }

  /** Sends dead letters again after a rejection of their topic. */
  public void retryDeadLetters() {
    deadLettersRefused = null;
  }

  /**
   * Sends a line asynchronously. A line that is neither a post nor malformed is acknowledged
   * immediately.
   *
   * @param parsed the parsed line
   */
  public void send(ReceivedLine received, StreamLine parsed, Delivery delivery) {
    Optional<ProducerRecord<byte[], byte[]>> record = records.of(received, parsed);
    if (record.isEmpty()) {
      delivery.acknowledged();
      return;
    }
    send(record.get(), received, delivery);
  }

  /**
   * Sends a line that is known to be a post, asynchronously.
   *
   * @param author its author's id
   */
  public void sendPost(ReceivedLine received, long author, Delivery delivery) {
    send(records.post(received, author), received, delivery);
  }

  /** Aborts unacknowledged records: their deliveries fail. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      producer.close(Duration.ZERO);
    }
  }

  private void send(
      ProducerRecord<byte[], byte[]> record, ReceivedLine received, Delivery delivery) {
    if (deadLettersRefused != null && isDeadLetter(record)) {
      delivery.refused(refusal(record, deadLettersRefused, true).orElseThrow(), deadLettersRefused);
      return;
    }
    int size = record.value().length;
    inFlight.add(size);
    Thread caller = Thread.currentThread();
    Callback callback =
        (metadata, failure) -> {
          if (failure == null) {
            delivery.acknowledged();
          } else {
            boolean failedImmediately = Thread.currentThread().equals(caller);
            Optional<Refusal> refusal = refusal(record, failure, failedImmediately);
            if (refusal.isPresent()) {
              refused.add(new Refused(record, received, delivery, refusal.get(), failure));
            } else {
              delivery.failed(failure);
              close();
            }
          }
          inFlight.remove(size);
        };
    try {
      // The callback receives everything that the future would provide.
      Future<RecordMetadata> unused = producer.send(record, callback);
    } catch (KafkaException | IllegalStateException e) {
      callback.onCompletion(null, e);
    }
  }

  /**
   * Returns the rejection of this record alone. A rejection of all posts is not included: they are
   * kept, and sent again.
   *
   * @param failedImmediately whether the record was never sent to Kafka, because its topic is
   *     unknown
   */
  private static Optional<Refusal> refusal(
      ProducerRecord<byte[], byte[]> record, Exception failure, boolean failedImmediately) {
    Optional<Refusal> refusal = Refusal.of(failure);
    if (!isDeadLetter(record)) {
      return refusal.filter(Refusal::isOfRecord);
    }
    boolean unknown =
        failedImmediately
            && failure instanceof TimeoutException
            && !(failure instanceof BufferExhaustedException);
    return unknown
        ? Optional.of(Refusal.UNKNOWN_TOPIC)
        : refusal.filter(r -> r != Refusal.UNAUTHENTICATED);
  }

  private static boolean isDeadLetter(ProducerRecord<byte[], byte[]> record) {
    return record.topic().equals(Topics.TWEETS_DEAD.name());
  }

  private void settleRefused() {
    for (Refused next = refused.poll(); next != null; next = refused.poll()) {
      settle(next);
    }
  }

  private void settle(Refused next) {
    boolean isLong = next.record().value().length > LineReader.TRUNCATED_BYTES;
    if (!isDeadLetter(next.record()) || (next.refusal().isOfRecord() && isLong)) {
      next.delivery().replaced(next.refusal());
      ReceivedLine cut = TweetRecords.cut(next.received());
      send(records.refused(next.record().key(), cut, next.refusal()), cut, next.delivery());
    } else {
      deadLettersRefused = next.refusal().isOfRecord() ? null : next.cause();
      next.delivery().refused(next.refusal(), next.cause());
    }
  }
}
