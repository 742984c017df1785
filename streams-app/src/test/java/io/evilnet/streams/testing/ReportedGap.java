package io.evilnet.streams.testing;

import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.Topic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Reports gaps in the same way as a collector. */
public final class ReportedGap {

  private ReportedGap() {}

  /** Sends a gap and waits for the acknowledgement. */
  public static void send(
      KafkaProducer<byte[], byte[]> producer, Topic<StreamGap.Key, StreamGap> topic, StreamGap gap)
      throws Exception {
    byte[] key = topic.keySerde().serializer().serialize(topic.name(), gap.key());
    byte[] value = topic.valueSerde().serializer().serialize(topic.name(), gap);
    producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
  }
}
