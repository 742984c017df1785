package io.evilnet.streams.app;

import io.evilnet.platform.topics.Topics;
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
 * A producer without gaps: after a failed record, no later record of the topic is sent.
 *
 * <p>Kafka's producer fails a batch after {@code delivery.timeout.ms} and continues with the next
 * one of the partition. A changelog with such a gap corresponds to no past state, which is not
 * detected at a restart.
 */
final class UnbrokenProducer extends KafkaProducer<byte[], byte[]> {

  private static final RecordMetadata NO_OFFSET =
      new RecordMetadata(new TopicPartition(Topics.TWEETS_DEAD.name(), 0), -1, 0, -1, 0, 0);

  private final Runnable onFailure;
  private final Consumer<Exception> deadLetterRefused;

  /**
   * @param onFailure called by the sender thread after a failed record; must not return
   * @param deadLetterRefused called for each dead letter that Kafka rejects permanently
   */
  UnbrokenProducer(
      Map<String, Object> config, Runnable onFailure, Consumer<Exception> deadLetterRefused) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.onFailure = onFailure;
    this.deadLetterRefused = deadLetterRefused;
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    Callback delegate =
        record.topic().equals(Topics.TWEETS_DEAD.name())
            ? ignoringRejection(callback, deadLetterRefused)
            : callback;
    return super.send(record, failureDetecting(delegate, Thread.currentThread(), onFailure));
  }

  /**
   * Returns a callback that reports a permanently rejected dead letter as sent, so that it does not
   * end the stream thread.
   *
   * <p>Kafka Streams calls its {@code ProductionExceptionHandler} for some rejections only, not for
   * a missing permission.
   */
  static Callback ignoringRejection(Callback callback, Consumer<Exception> refused) {
    return (metadata, failure) -> {
      if (failure == null || failure instanceof RetriableException) {
        callback.onCompletion(metadata, failure);
      } else {
        refused.accept(failure);
        callback.onCompletion(NO_OFFSET, null);
      }
    };
  }

  /**
   * Returns a callback that detects failures before the delegate.
   *
   * @param caller the sending thread, to which immediate failures are thrown, so that it sends no
   *     later record
   */
  static Callback failureDetecting(Callback callback, Thread caller, Runnable onFailure) {
    return (metadata, failure) -> {
      if (failure instanceof RetriableException && !Thread.currentThread().equals(caller)) {
        onFailure.run();
      }
      if (callback != null) {
        callback.onCompletion(metadata, failure);
      }
    };
  }
}
