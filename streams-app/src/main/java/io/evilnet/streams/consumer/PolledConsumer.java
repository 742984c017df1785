package io.evilnet.streams.consumer;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** A consumer of bytes that records its polls. */
public class PolledConsumer extends KafkaConsumer<byte[], byte[]> {

  private final Polls polls;

  public PolledConsumer(Map<String, Object> config, Polls polls) {
    this(config, new ByteArrayDeserializer(), polls);
  }

  /** Creates a consumer with another deserializer of values. */
  public PolledConsumer(
      Map<String, Object> config, Deserializer<byte[]> valueDeserializer, Polls polls) {
    super(config, new ByteArrayDeserializer(), valueDeserializer);
    this.polls = polls;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    polls.record();
    return super.poll(timeout);
  }
}
