package io.evilnet.chaos.oracle;

import io.evilnet.chaos.oracle.MalformedRecords.MalformedRecord;
import io.evilnet.platform.kafka.KafkaConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends malformed records to a running system: directly to the topic, and through a replay of
 * ingest.
 */
public final class MalformedRecordSender {

  private static final int MAX_REQUEST_BYTES = 2 * 1024 * 1024;

  private MalformedRecordSender() {}

  /**
   * Sends all records to the topic.
   *
   * @throws ExecutionException if Kafka does not acknowledge one within two minutes
   */
  public static void produce(KafkaConnection kafka, List<MalformedRecord> records)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.with(
                Map.of(
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    MAX_REQUEST_BYTES,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    120_000)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (MalformedRecord malformed : records) {
        sent.add(
            producer.send(
                new ProducerRecord<>(AcceptedPosts.TOPIC, malformed.key(), malformed.value())));
      }
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    }
  }

  /** Writes all records to a file for a replay, one line each, without tombstones. */
  public static Path file(Path directory, List<MalformedRecord> records) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (MalformedRecord malformed : records) {
      if (malformed.value() != null) {
        lines.write(malformed.value());
        lines.write('\n');
      }
    }
    Files.createDirectories(directory);
    return Files.write(directory.resolve("poison.jsonl"), lines.toByteArray());
  }
}
