package io.evilnet.streams.testing;

import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.Topic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A loss of the connection, as a collector reports it. */
public final class ReportedGap {

  private ReportedGap() {}

  /** Sends what is known of a gap, and returns when Kafka has it. */
  public static void send(
      KafkaProducer<byte[], byte[]> producer, Topic<StreamGap.Key, StreamGap> topic, StreamGap gap)
      throws Exception {
    byte[] key = topic.keySerde().serializer().serialize(topic.name(), gap.key());
    byte[] value = topic.valueSerde().serializer().serialize(topic.name(), gap);
    producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
  }
}
