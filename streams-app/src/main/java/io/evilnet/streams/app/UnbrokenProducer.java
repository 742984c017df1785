package io.evilnet.streams.app;

import io.evilnet.infra.topics.Topics;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer behind which a topic never lacks a record that came before one it has.
 *
 * <p>Kafka's own gives a batch up after {@code delivery.timeout.ms}, and goes on with the next one
 * of the same partition. A changelog with such a hole is not what any moment in the past held, and
 * no later restart can tell.
 */
final class UnbrokenProducer extends KafkaProducer<byte[], byte[]> {

  private static final RecordMetadata NOWHERE =
      new RecordMetadata(new TopicPartition(Topics.TWEETS_DEAD.name(), 0), -1, 0, -1, 0, 0);

  private final Runnable gaveUp;
  private final Consumer<Exception> deadLetterRefused;

  /**
   * @param gaveUp called by the thread that sends, before it goes on; it has to keep it from that
   * @param deadLetterRefused told of each dead letter that Kafka refuses for good
   */
  UnbrokenProducer(
      Map<String, Object> config, Runnable gaveUp, Consumer<Exception> deadLetterRefused) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.gaveUp = gaveUp;
    this.deadLetterRefused = deadLetterRefused;
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    Callback answer =
        record.topic().equals(Topics.TWEETS_DEAD.name())
            ? indulgent(callback, deadLetterRefused)
            : callback;
    return super.send(record, watched(answer, Thread.currentThread(), gaveUp));
  }

  /**
   * A callback that takes a dead letter which is refused for good for one that was taken: it costs
   * that letter and a number, and not the thread that counts.
   *
   * <p>Kafka Streams asks its {@code ProductionExceptionHandler} about some refusals only, and not
   * when a right is missing.
   */
  static Callback indulgent(Callback callback, Consumer<Exception> refused) {
    return (metadata, failure) -> {
      if (failure == null || failure instanceof RetriableException) {
        callback.onCompletion(metadata, failure);
      } else {
        refused.accept(failure);
        callback.onCompletion(NOWHERE, null);
      }
    };
  }

  /**
   * A callback that looks first.
   *
   * @param caller whose record is refused at once is told so, and sends nothing behind it
   */
  static Callback watched(Callback callback, Thread caller, Runnable gaveUp) {
    return (metadata, failure) -> {
      if (failure instanceof RetriableException && !Thread.currentThread().equals(caller)) {
        gaveUp.run();
      }
      if (callback != null) {
        callback.onCompletion(metadata, failure);
      }
    };
  }
}
