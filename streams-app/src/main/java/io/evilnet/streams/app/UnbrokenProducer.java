package io.evilnet.streams.app;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
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

  private final Runnable gaveUp;

  /**
   * @param gaveUp called by the thread that sends, before it goes on; it has to keep it from that
   */
  UnbrokenProducer(Map<String, Object> config, Runnable gaveUp) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.gaveUp = gaveUp;
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    return super.send(record, watched(callback, Thread.currentThread(), gaveUp));
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
