package io.evilnet.streams.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import io.evilnet.platform.topics.Topics;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.PostGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A thread that writes posts of the simulator to Kafka at a constant rate until it is closed. */
public final class PostLoad implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(10);

  private final KafkaProducer<byte[], byte[]> producer;
  private final PostGenerator generator;
  private final TweetParser parser = new TweetParser();
  private final double postsPerSecond;
  private final AtomicLong sent = new AtomicLong();
  private final Thread thread = new Thread(this::run, "post-load");
  private volatile boolean closing;

  public PostLoad(String bootstrapServers, double postsPerSecond) {
    this.producer = producer(bootstrapServers, 5);
    this.postsPerSecond = postsPerSecond;
    this.generator = new PostGenerator(GeneratorSettings.of(1, postsPerSecond));
  }

  /** Returns a producer of posts with a {@code linger.ms}. */
  public static KafkaProducer<byte[], byte[]> producer(String bootstrapServers, int linger) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            linger),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Returns the record of a line, with the author as key. */
  public static ProducerRecord<byte[], byte[]> record(long author, byte[] line) {
    return new ProducerRecord<>(Topics.TWEETS.name(), Long.toString(author).getBytes(UTF_8), line);
  }

  public PostLoad start() {
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  /** Returns the number of sent posts. */
  public long sent() {
    return sent.get();
  }

  private void run() {
    long begin = System.nanoTime();
    while (!closing) {
      long due = (long) ((System.nanoTime() - begin) / 1e9 * postsPerSecond);
      while (sent.get() < due && !closing) {
        byte[] line = generator.next(Instant.now());
        if (parser.parse(line) instanceof Tweet tweet) {
          producer.send(record(tweet.authorId(), line));
        }
        sent.incrementAndGet();
      }
      LockSupport.parkNanos(TICK.toNanos());
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
