package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.Place;
import io.evilnet.core.TweetParser;
import io.evilnet.platform.topics.TweetHeaders;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

class ScannedTweetTest {

  private static final String POST =
      """
      {"data":{"id":"1","author_id":"2","created_at":"2026-11-20T14:00:01.000Z","text":"caf\u00e9"}}""";

  private final Deserializer<byte[]> deserializer = ScannedTweet.deserializer();
  private final RecordHeaders headers = new RecordHeaders();

  @Test
  void shouldScanPostInLargerArrayAndRestoreRecord() {
    headers.add("received-at", new byte[] {7});
    ConsumerRecord<byte[], byte[]> record = record("tweets", POST);

    assertThat(record.value()).isEmpty();
    assertThat(ScannedTweet.of(record)).isEqualTo(new TweetParser().parse(POST.getBytes(UTF_8)));
    ConsumerRecord<byte[], byte[]> original = ScannedTweet.original(record);
    assertThat(original.value()).isEqualTo(POST.getBytes(UTF_8));
    assertThat(original.headers().toArray()).extracting("key").containsExactly("received-at");
    assertThat(original.key()).isEqualTo(record.key());
    assertThat(original.offset()).isEqualTo(record.offset());
    assertThat(original.timestamp()).isEqualTo(record.timestamp());
  }

  @Test
  void shouldAssignPostToCityOfResolvedPlace() {
    Place city =
        new Place(
            "city", new City("0123456789abcdef", "Ottawa, Ontario", "CA", 0, 0), null, List.of());
    headers.add(TweetHeaders.CITY, city.toJson().getBytes(UTF_8));
    String poi =
        POST.replace("\"text\"", "\"geo\":{\"place_id\":\"fedcba9876543210\"},\"text\"")
            .replaceFirst(
                "}$",
                ",\"includes\":{\"places\":[{\"id\":\"fedcba9876543210\",\"place_type\":\"poi\","
                    + "\"full_name\":\"Parliament\",\"country_code\":\"CA\"}]}}");

    assertThat(ScannedTweet.of(record("tweets", poi)).place()).isEqualTo(city);
  }

  @Test
  void shouldNotModifyOtherLines() {
    for (String line : new String[] {"", "no JSON", POST.substring(1), POST + "}", "{}"}) {
      ConsumerRecord<byte[], byte[]> record = record("tweets", line);

      assertThat(record.value()).asString(UTF_8).isEqualTo(line);
      assertThat(ScannedTweet.of(record)).isNull();
      assertThat(ScannedTweet.original(record)).isSameAs(record);
    }
  }

  @Test
  void shouldNotModifyRecordsOfOtherTopics() {
    assertThat(record("city-counts", POST).value()).asString(UTF_8).isEqualTo(POST);
    assertThat(headers.toArray()).isEmpty();
  }

  @Test
  void shouldDeserializeNullAsNull() {
    assertThat(deserializer.deserialize("tweets", headers, (ByteBuffer) null)).isNull();
  }

  /** Returns a record as the consumer creates it, with a value that is a slice of an array. */
  private ConsumerRecord<byte[], byte[]> record(String topic, String line) {
    byte[] value = line.getBytes(UTF_8);
    ByteBuffer body =
        ByteBuffer.allocate(value.length + 7).put((byte) 9).put(value).put((byte) '}');
    ByteBuffer slice = body.position(1).slice().limit(value.length);
    return new ConsumerRecord<>(
        topic,
        3,
        42,
        1_000,
        TimestampType.CREATE_TIME,
        1,
        value.length,
        new byte[] {5},
        deserializer.deserialize(topic, headers, slice),
        headers,
        Optional.empty());
  }
}
