package io.evilnet.ingest.publish;

import io.evilnet.core.StreamLine;
import io.evilnet.infra.topics.Topics;
import io.evilnet.ingest.line.LineReader;
import io.evilnet.ingest.line.ReceivedLine;
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
 * Sends received lines to the topic they belong to: posts to {@code tweets}, keyed by author, what
 * cannot be used to {@code tweets-dead}.
 *
 * <p>The first delivery that fails closes the producer on its own thread, before that thread sends
 * a later batch: what followed the failed record must not overtake it. One thread sends; the same
 * one settles what Kafka has refused, in {@link #awaitRoom} and {@link #awaitAllDelivered}.
 */
public final class TweetPublisher implements AutoCloseable {

  private final Producer<byte[], byte[]> producer;
  private final InFlight inFlight = new InFlight(PublisherSettings.MOST_IN_FLIGHT_BYTES);
  private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** The refusal of the topic of dead letters as a whole; null while Kafka takes them. */
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
    settleRefused();
    return inFlight.awaitRoom(bound);
  }

  /** Whether everything sent was acknowledged or has failed, within {@code bound}. */
  public boolean awaitAllDelivered(Duration bound) throws InterruptedException {
    settleRefused();
    return inFlight.awaitNone(bound) && refused.isEmpty();
  }

  /** Sends dead letters again, after Kafka has refused their topic. */
  public void retryDeadLetters() {
    deadLettersRefused = null;
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
            boolean atOnce = Thread.currentThread().equals(caller);
            Optional<Refusal> refusal = refusal(record, failure, atOnce);
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
      // The callback is told everything the future would say.
      Future<RecordMetadata> unused = producer.send(record, callback);
    } catch (KafkaException | IllegalStateException e) {
      callback.onCompletion(null, e);
    }
  }

  /**
   * Refusals that concern this record alone. That of all posts is not among them: they are kept,
   * and sent again.
   *
   * @param atOnce whether the record never left for Kafka, as its topic is not known
   */
  private static Optional<Refusal> refusal(
      ProducerRecord<byte[], byte[]> record, Exception failure, boolean atOnce) {
    Optional<Refusal> refusal = Refusal.of(failure);
    if (!isDeadLetter(record)) {
      return refusal.filter(Refusal::isOfRecord);
    }
    boolean unknown =
        atOnce
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
    boolean longest = next.record().value().length > LineReader.KEPT_OF_TOO_LONG;
    if (!isDeadLetter(next.record()) || (next.refusal().isOfRecord() && longest)) {
      next.delivery().replaced(next.refusal());
      ReceivedLine cut = TweetRecords.cut(next.received());
      send(TweetRecords.refused(next.record().key(), cut, next.refusal()), cut, next.delivery());
    } else {
      deadLettersRefused = next.refusal().isOfRecord() ? null : next.cause();
      next.delivery().refused(next.refusal(), next.cause());
    }
  }
}
