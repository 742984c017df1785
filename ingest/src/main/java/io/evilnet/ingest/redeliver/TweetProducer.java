package io.evilnet.ingest.redeliver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.platform.topics.Topics;
import io.evilnet.platform.topics.TweetHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends posts to {@code tweets} with their original headers. */
final class TweetProducer implements AutoCloseable {

  private final PublisherSettings settings;
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  TweetProducer(PublisherSettings settings) {
    this.settings = settings;
    Map<String, Object> config = new HashMap<>(settings.producerConfig());
    // A full buffer, as during a leader election, delays the command instead of failing it.
    config.put(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, config.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends a post asynchronously. */
  void send(long author, byte[] value, Headers received) {
    ProducerRecord<byte[], byte[]> post =
        new ProducerRecord<>(
            Topics.TWEETS.name(), Long.toUnsignedString(author).getBytes(US_ASCII), value);
    for (String name : List.of(TweetHeaders.SITE, TweetHeaders.RECEIVED_AT, TweetHeaders.CITY)) {
      Header header = received.lastHeader(name);
      if (header != null) {
        post.headers().add(header);
      }
    }
    var unused =
        producer.send(
            post,
            (metadata, cause) -> {
              if (cause != null) {
                failure.compareAndSet(null, cause);
              }
            });
  }

  /**
   * Waits for all acknowledgements.
   *
   * @throws UncheckedIOException if a delivery failed
   */
  void flush() {
    producer.flush();
    requireNoFailure();
  }

  void requireNoFailure() {
    Exception cause = failure.get();
    if (cause != null) {
      throw new UncheckedIOException(
          new IOException(
              "Failed to deliver all posts to Kafka (%s). Repeat the redelivery: duplicates are counted once"
                  .formatted(settings.kafka().refusal(cause).orElse(cause.getMessage())),
              cause));
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
