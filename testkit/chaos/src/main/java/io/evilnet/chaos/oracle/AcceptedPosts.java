package io.evilnet.chaos.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.evilnet.chaos.oracle.Accepted.Stall;
import io.evilnet.chaos.oracle.Outcomes.Kind;
import io.evilnet.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The posts in Kafka: the topic {@code tweets} from its first record. */
public final class AcceptedPosts {

  static final String TOPIC = "tweets";

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration MIN_STALL = Duration.ofMillis(500);
  private static final int FETCH_BYTES = 2 * 1024 * 1024;

  private final KafkaConnection kafka;
  private final Counting counting;

  /**
   * @param counting the settings of the oracle
   */
  public AcceptedPosts(KafkaConnection kafka, Counting counting) {
    this.kafka = kafka;
    this.counting = counting;
  }

  /** Applies the oracle to all posts in the topic. */
  public Accepted read() {
    Reading reading = new Reading(counting);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends =
          consumer.endOffsets(partitions(consumer), TIMEOUT).entrySet().stream()
              .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
      ends.keySet().stream()
          .sorted(Comparator.comparingInt(TopicPartition::partition))
          .forEach(partition -> reading.read(consumer, partition, ends.get(partition)));
    }
    return reading.accepted();
  }

  /** State after some of the partitions. */
  private static final class Reading {

    private final Oracle oracle;
    private final Curve countableCurve = new Curve();
    private final CountableOffsets countable = new CountableOffsets();
    private final List<Stall> stalls = new ArrayList<>();
    private long lateOfStream;

    Reading(Counting counting) {
      this.oracle = new Oracle(counting);
    }

    void read(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
      oracle.nextPartition();
      Instant before = null;
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition, TIMEOUT) < end) {
        for (ConsumerRecord<byte[], byte[]> post : consumer.poll(POLL).records(partition)) {
          if (post.offset() >= end) {
            break;
          }
          Instant arrival = Instant.ofEpochMilli(post.timestamp());
          add(post, arrival);
          if (before != null && arrival.isAfter(before.plus(MIN_STALL))) {
            stalls.add(new Stall(partition.partition(), before, arrival));
          }
          before = arrival;
        }
      }
    }

    private void add(ConsumerRecord<byte[], byte[]> post, Instant arrival) {
      Header city = post.headers().lastHeader("city");
      Kind kind = oracle.accept(post.value(), arrival, city == null ? null : city.value());
      if (kind == Kind.COUNTED || kind == Kind.UNRESOLVED) {
        countableCurve.add(arrival, 1);
        countable.add(post.partition(), post.offset());
      } else if (kind == Kind.LATE && isOfStream(post)) {
        lateOfStream++;
      }
    }

    /**
     * Returns whether ingest received the post from the stream, as opposed to a replay or a test.
     */
    private static boolean isOfStream(ConsumerRecord<byte[], byte[]> post) {
      Header site = post.headers().lastHeader("site");
      return site != null && new String(site.value(), UTF_8).equals("local");
    }

    Accepted accepted() {
      return new Accepted(oracle.expected(), lateOfStream, countableCurve, countable, stalls);
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(TOPIC, TIMEOUT).stream()
        .map(info -> new TopicPartition(TOPIC, info.partition()))
        .toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        kafka.with(Map.of(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
