package io.evilnet.bench.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** A post as a JSON tree, as parsed in a textbook. */
final class PostTree {

  private static final ObjectMapper JSON = new JsonMapper();
  private static final Set<String> RETWEETS = Set.of("retweeted", "quoted");

  private PostTree() {}

  /** Returns a serde of posts, which only deserializes. */
  static Serde<JsonNode> serde() {
    return Serdes.serdeFrom(
        (topic, post) -> {
          throw new UnsupportedOperationException("posts are only read");
        },
        (topic, line) -> read(line));
  }

  /** Returns an extractor of the event time. */
  static TimestampExtractor createdAt() {
    return PostTree::createdAt;
  }

  private static long createdAt(ConsumerRecord<Object, Object> post, long partitionTime) {
    return Instant.parse(((JsonNode) post.value()).path("data").path("created_at").asText())
        .toEpochMilli();
  }

  /** Returns whether the post is tagged with a city. */
  static boolean isInCity(JsonNode post) {
    return post.path("includes").path("places").path(0).path("place_type").asText().equals("city");
  }

  /** Returns the id of that city. */
  static String city(JsonNode post) {
    return post.path("data").path("geo").path("place_id").asText();
  }

  static boolean isRetweet(JsonNode post) {
    for (JsonNode reference : post.path("data").path("referenced_tweets")) {
      if (RETWEETS.contains(reference.path("type").asText())) {
        return true;
      }
    }
    return false;
  }

  static long id(JsonNode post) {
    return post.path("data").path("id").asLong();
  }

  static long author(JsonNode post) {
    return post.path("data").path("author_id").asLong();
  }

  private static JsonNode read(byte[] line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
