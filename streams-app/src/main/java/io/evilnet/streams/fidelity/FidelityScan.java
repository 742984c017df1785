package io.evilnet.streams.fidelity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.evilnet.core.SnowflakeId;
import io.evilnet.core.TimeRange;
import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.TweetHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the retained posts, partition by partition, and compares the posts received by sites. */
public final class FidelityScan {

  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  /** Maximum time by which the date of a post may be ahead of its arrival. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  private final KafkaConnection kafka;
  private final String topic;
  private final TimeRange range;
  private final Set<String> sites;
  private final TweetParser parser = new TweetParser();
  private final Observations observations = new Observations();

  /**
   * Creates a scan.
   *
   * @param range range of the creation times of posts, by their ids
   * @param sites the sites to compare; all if empty
   */
  public FidelityScan(KafkaConnection kafka, String topic, TimeRange range, Set<String> sites) {
    this.kafka = requireNonNull(kafka, "kafka");
    this.topic = requireNonNull(topic, "topic");
    this.range = requireNonNull(range, "range");
    this.sites = Set.copyOf(sites);
  }

  /**
   * Reads up to the current end offsets.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka cannot be read
   */
  public Fidelity run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      for (TopicPartition partition : partitions) {
        read(consumer, partition, ends.get(partition));
        observations.partitionEnds();
      }
    }
    return observations.result();
  }

  private void read(Consumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
    consumer.assign(List.of(partition));
    // Posts are appended after their creation: no earlier record is in the range.
    long from = Math.max(0, range.from().minus(AHEAD).toEpochMilli());
    OffsetAndTimestamp start = consumer.offsetsForTimes(Map.of(partition, from)).get(partition);
    if (start != null) {
      read(consumer, partition, start.offset(), end);
    }
  }

  /** Reads a range of offsets of an assigned partition. */
  void read(Consumer<byte[], byte[]> consumer, TopicPartition partition, long start, long end) {
    consumer.seek(partition, start);
    for (long next = start; next < end; ) {
      consumer.poll(READ_TIMEOUT).forEach(this::addObservation);
      long position = consumer.position(partition);
      if (position == next) {
        throw new TimeoutException(
            "no record of %s from offset %d received within %d s"
                .formatted(partition, next, READ_TIMEOUT.toSeconds()));
      }
      next = position;
    }
  }

  private void addObservation(ConsumerRecord<byte[], byte[]> each) {
    Optional<String> site = header(each, TweetHeaders.SITE);
    Optional<Instant> received = header(each, TweetHeaders.RECEIVED_AT).flatMap(FidelityScan::time);
    if (site.isEmpty() || received.isEmpty() || !isIncluded(site.get())) {
      return;
    }
    if (parser.parse(each.value()) instanceof Tweet tweet) {
      Instant created = SnowflakeId.timeOf(tweet.id());
      if (!created.isBefore(range.from()) && created.isBefore(range.to())) {
        observations.add(site.get(), tweet.id(), created, received.get());
      }
    }
  }

  private boolean isIncluded(String site) {
    return sites.isEmpty() || sites.contains(site);
  }

  private static Optional<String> header(ConsumerRecord<byte[], byte[]> each, String name) {
    Header header = each.headers().lastHeader(name);
    return header == null ? Optional.empty() : Optional.of(new String(header.value(), UTF_8));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Map<String, Object> config() {
    return kafka.with(
        Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            "fidelity",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Math.toIntExact(READ_TIMEOUT.toMillis()),
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            FETCH_BYTES,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            5_000));
  }
}
