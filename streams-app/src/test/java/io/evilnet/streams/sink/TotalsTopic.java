package io.evilnet.streams.sink;

import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.topics.CityCountsSerde;
import io.evilnet.platform.topics.CityWindowSerde;
import io.evilnet.platform.topics.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of totals with a producer. */
final class TotalsTopic implements AutoCloseable {

  private final Topic<CityWindow, CityCounts> topic;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  TotalsTopic(String bootstrapServers, String name)
      throws ExecutionException, InterruptedException {
    topic = new Topic<>(name, new CityWindowSerde(), new CityCountsSerde());
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    admin
        .createTopics(
            List.of(
                new NewTopic(name, 2, (short) 2)
                    .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"))))
        .all()
        .get();
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  Topic<CityWindow, CityCounts> topic() {
    return topic;
  }

  void send(Instant window, City city, Counts counts) {
    UserSketch users = city.isReal() ? Totals.users(counts.users()) : UserSketch.NONE;
    send(window, city, counts, users);
  }

  void send(Instant window, City city, Counts counts, UserSketch users) {
    CityWindow key = new CityWindow(window, city.id());
    CityCounts value = new CityCounts(city, counts, users);
    send(
        topic.keySerde().serializer().serialize(topic.name(), key),
        topic.valueSerde().serializer().serialize(topic.name(), value));
  }

  void send(byte[] key, byte[] value) {
    producer.send(new ProducerRecord<>(topic.name(), key, value));
  }

  void flush() {
    producer.flush();
  }

  /** Returns the number of sent records. */
  long sent() {
    return (long)
        producer.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("record-send-total"))
            .filter(metric -> metric.metricName().group().equals("producer-metrics"))
            .mapToDouble(metric -> (double) metric.metricValue())
            .sum();
  }

  /** Returns the sum of the committed offsets of a consumer group. */
  long committed(String group) throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .stream()
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
