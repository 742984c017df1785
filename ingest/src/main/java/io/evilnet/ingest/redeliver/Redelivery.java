package io.evilnet.ingest.redeliver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.CountingRules;
import io.evilnet.core.Malformed.Reason;
import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import io.evilnet.infra.settings.KafkaConnection;
import io.evilnet.infra.topics.Topics;
import io.evilnet.infra.topics.TweetHeaders;
import io.evilnet.ingest.publish.PublisherSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends dead letters of some reasons to {@code tweets} again, those that can be counted by now. The
 * dead letters stay where they are; a second redelivery counts nothing twice.
 */
public final class Redelivery {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private final PublisherSettings settings;
  private final CountingRules rules;
  private final Set<String> reasons;
  private final TweetParser parser = new TweetParser();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private RedeliverySummary summary = RedeliverySummary.NOTHING;

  /**
   * @param settings how the posts are written to Kafka
   * @param rules decide which posts are still ahead of the clock
   * @param reasons of the dead letters that are sent
   */
  public Redelivery(PublisherSettings settings, CountingRules rules, Set<Reason> reasons) {
    this.settings = settings;
    this.rules = rules;
    this.reasons = reasons.stream().map(Reason::label).collect(Collectors.toSet());
  }

  /**
   * Sends the dead letters that there are now.
   *
   * @return what was done; Kafka has acknowledged all of it
   * @throws IOException if Kafka does not answer, refuses, or does not take all
   */
  public RedeliverySummary run() throws IOException {
    KafkaConnection kafka = settings.kafka();
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                kafka.with(
                    Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(ANSWER_WITHIN.toMillis()))),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                settings.producerConfig(), new ByteArraySerializer(), new ByteArraySerializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.TWEETS_DEAD.name()).stream()
              .map(found -> new TopicPartition(found.topic(), found.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(POLL)) {
          take(letter, producer);
        }
        requireNoFailure();
      }
      producer.flush();
      requireNoFailure();
      return summary;
    } catch (KafkaException e) {
      throw new IOException(
          kafka
              .refusal(e)
              .orElse(
                  "Kafka at %s does not answer or has no topic '%s' (%s): start it with ./start-all.sh"
                      .formatted(kafka, Topics.TWEETS_DEAD.name(), e.getMessage())),
          e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> letter, Producer<byte[], byte[]> producer) {
    Header reason = letter.headers().lastHeader(TweetHeaders.DEAD_REASON);
    if (reason == null || !reasons.contains(new String(reason.value(), UTF_8))) {
      summary = summary.plusOther();
    } else if (letter.value() != null
        && parser.parse(letter.value()) instanceof Tweet tweet
        && !rules.isAhead(tweet, Instant.now())) {
      send(letter, tweet, producer);
      summary = summary.plusSent(rules.windowStart(tweet.createdAt()));
    } else {
      summary = summary.plusUnusable();
    }
  }

  private void send(
      ConsumerRecord<byte[], byte[]> letter, Tweet tweet, Producer<byte[], byte[]> producer) {
    ProducerRecord<byte[], byte[]> post =
        new ProducerRecord<>(
            Topics.TWEETS.name(),
            Long.toUnsignedString(tweet.authorId()).getBytes(US_ASCII),
            letter.value());
    for (String name : List.of(TweetHeaders.SITE, TweetHeaders.RECEIVED_AT)) {
      Header header = letter.headers().lastHeader(name);
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

  private void requireNoFailure() throws IOException {
    Exception cause = failure.get();
    if (cause != null) {
      throw new IOException(
          "Kafka did not take all of it (%s). Redeliver again: nothing is counted twice"
              .formatted(settings.kafka().refusal(cause).orElse(cause.getMessage())),
          cause);
    }
  }
}
