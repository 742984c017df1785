package io.evilnet.bench.catchup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.evilnet.platform.topics.Topics;
import io.evilnet.platform.topics.TweetHeaders;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.PostGenerator;
import io.evilnet.simulator.PostMix;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills the topic as ingest does, with distinct posts of a time span that ends now; one in a
 * hundred is delayed by seconds to minutes, within the grace period.
 *
 * <p>A single thread generates and sends them, because posts of a partition are ordered; the
 * producer's I/O thread and both brokers use the other cores.
 */
final class TopicFill {

  private static final long SEED = 16;
  private static final byte[] SITE = "bench".getBytes(US_ASCII);

  /** The realistic mix without edits and redeliveries. */
  private static final PostMix ALL_DIFFERENT =
      new PostMix(0.25, 0.12, 0.08, 0.06, 0.04, 0.03, 0.01, 0.02, 0, 0, 0.01);

  private final JsonFactory json = new JsonFactory();
  private final long posts;
  private final Duration eventTime;
  private final PostGenerator generator;
  private long bytes;

  /**
   * Creates a generator of the posts of a workload: from the largest cities of Canada, followed by
   * numbered ones.
   */
  TopicFill(Workload workload) {
    this.posts = workload.posts();
    this.eventTime = Duration.ofHours(workload.hours());
    double rate = posts / (double) eventTime.toSeconds();
    this.generator =
        new PostGenerator(
            new GeneratorSettings(SEED, rate, ALL_DIFFERENT).fromCities(workload.cities()));
  }

  /**
   * Sends all posts and returns when both brokers have acknowledged them.
   *
   * @return the mean length of a post in bytes
   * @throws IOException if Kafka does not acknowledge one
   */
  long send(String bootstrapServers, Progress progress) throws IOException {
    AtomicReference<Exception> failure = new AtomicReference<>();
    Instant end = Instant.now();
    Instant begin = end.minus(eventTime);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            config(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long i = 0; i < posts && failure.get() == null; i++) {
        long sent = i;
        Instant now = begin.plusMillis(eventTime.toMillis() * i / posts);
        var unused =
            producer.send(
                next(now),
                (metadata, cause) -> {
                  if (cause != null) {
                    failure.compareAndSet(null, cause);
                  }
                });
        progress.tick(() -> sent);
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new IOException("failed to send a post to Kafka: " + failure.get(), failure.get());
    }
    return bytes / posts;
  }

  private ProducerRecord<byte[], byte[]> next(Instant now) throws IOException {
    byte[] line = generator.next(now);
    bytes += line.length;
    ProducerRecord<byte[], byte[]> post =
        new ProducerRecord<>(Topics.TWEETS.name(), author(line), line);
    post.headers()
        .add(TweetHeaders.SITE, SITE)
        .add(TweetHeaders.RECEIVED_AT, now.toString().getBytes(US_ASCII));
    return post;
  }

  private byte[] author(byte[] line) throws IOException {
    try (JsonParser parser = json.createParser(line)) {
      while (parser.nextToken() != null) {
        if ("author_id".equals(parser.currentName())) {
          return parser.nextTextValue().getBytes(US_ASCII);
        }
      }
    }
    throw new IOException("a post without an author");
  }

  private static Map<String, Object> config(String bootstrapServers) {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "acks",
        "all",
        "compression.type",
        "lz4",
        "linger.ms",
        5,
        "batch.size",
        128 * 1024,
        "buffer.memory",
        64L * 1024 * 1024);
  }
}
