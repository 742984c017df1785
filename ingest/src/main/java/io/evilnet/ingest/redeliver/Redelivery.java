package io.evilnet.ingest.redeliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.CountingRules;
import io.evilnet.core.Malformed.Reason;
import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.TopicReader;
import io.evilnet.platform.topics.Topics;
import io.evilnet.platform.topics.TweetHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;

/**
 * Resends dead letters of some reasons to {@code tweets} if they can be counted by now. The dead
 * letters are kept; duplicates of a second redelivery are counted once.
 */
public final class Redelivery {

  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(15);

  private final PublisherSettings settings;
  private final CountingRules rules;
  private final Set<String> reasons;
  private final TweetParser parser = new TweetParser();
  private final NavigableSet<Instant> windows = new TreeSet<>();
  private long sent;
  private long unusable;
  private long others;

  /**
   * @param settings settings of the producer
   * @param rules rules that determine which posts are still ahead of the clock
   * @param reasons reasons of the dead letters to resend
   */
  public Redelivery(PublisherSettings settings, CountingRules rules, Set<Reason> reasons) {
    this.settings = settings;
    this.rules = rules;
    this.reasons = reasons.stream().map(Reason::label).collect(Collectors.toSet());
  }

  /**
   * Resends the current dead letters.
   *
   * @return the summary; Kafka has acknowledged all posts
   * @throws IOException if Kafka does not respond, or a delivery fails
   */
  public RedeliverySummary run() throws IOException {
    KafkaConnection kafka = settings.kafka();
    try (TweetProducer producer = new TweetProducer(settings)) {
      TopicReader.readToEnd(
          kafka,
          Topics.TWEETS_DEAD,
          RESPONSE_TIMEOUT,
          letter -> {
            take(letter, producer);
            // Each post to an unknown topic would block for max.block.ms.
            producer.requireNoFailure();
          });
      producer.flush();
      return new RedeliverySummary(
          sent,
          unusable,
          others,
          windows.stream().findFirst(),
          windows.descendingSet().stream().findFirst());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (KafkaException e) {
      throw new IOException(
          kafka
              .refusal(e)
              .orElse(
                  "Kafka is not available at %s or has no topic 'tweets-dead' (%s): start it with ./start-all.sh"
                      .formatted(kafka, e.getMessage())),
          e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> letter, TweetProducer producer) {
    Header reason = letter.headers().lastHeader(TweetHeaders.DEAD_REASON);
    if (reason == null || !reasons.contains(new String(reason.value(), UTF_8))) {
      others++;
    } else if (letter.value() != null
        && parser.parse(letter.value()) instanceof Tweet tweet
        && !rules.isAhead(tweet, Instant.now())) {
      producer.send(tweet.authorId(), letter.value(), letter.headers());
      sent++;
      windows.add(rules.windowStart(tweet.createdAt()));
    } else {
      unusable++;
    }
  }
}
