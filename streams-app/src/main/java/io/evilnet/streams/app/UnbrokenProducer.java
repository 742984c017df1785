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
 * A producer that leaves no holes: after a failed record, no later record of the topic is sent.
 *
 * <p>Kafka's producer fails a batch after {@code delivery.timeout.ms} and continues with the next
 * one of the partition. A changelog with such a hole matches no past state, which no restart can
 * detect.
 */
final class UnbrokenProducer extends KafkaProducer<byte[], byte[]> {

  private static final RecordMetadata NOWHERE =
      new RecordMetadata(new TopicPartition(Topics.TWEETS_DEAD.name(), 0), -1, 0, -1, 0, 0);

  private final Runnable gaveUp;
  private final Consumer<Exception> deadLetterRefused;

  /**
   * @param gaveUp called by the sender thread; must not return while the process runs
   * @param deadLetterRefused called for each dead letter that Kafka rejects permanently
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
   * Returns a callback that reports a permanently rejected dead letter as sent, so that it does not
   * end the stream thread.
   *
   * <p>Kafka Streams calls its {@code ProductionExceptionHandler} for some rejections only, not for
   * a missing permission.
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
   * Returns a callback that detects failures before the delegate.
   *
   * @param caller the sending thread, whose immediate failures are thrown to it, so that it sends
   *     no later record
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
