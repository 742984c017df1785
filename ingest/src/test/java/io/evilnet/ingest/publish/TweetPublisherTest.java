package io.evilnet.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.LineReader;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TweetPublisherTest {

  private static final Instant RECEIVED = Instant.parse("2026-11-20T14:00:01.5Z");
  private static final String POST =
      """
      {"data":{"id":"2123778391646666753","author_id":"18446744073709551615",\
      "created_at":"2026-11-20T14:00:01.000Z","text":"caf\u00e9"}}""";

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          Cluster.empty(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final TweetPublisher publisher = new TweetPublisher(producer);
  private final List<String> deliveries = new ArrayList<>();

  @Test
  void shouldSendPostByteForByteKeyedByAuthor() {
    send(RawLine.whole(POST.getBytes(UTF_8)));
    ProducerRecord<byte[], byte[]> record = onlyRecord();
    assertThat(record.topic()).isEqualTo("tweets");
    assertThat(record.key()).isEqualTo("18446744073709551615".getBytes(UTF_8));
    assertThat(record.value()).isEqualTo(POST.getBytes(UTF_8));
    assertThat(headers(record))
        .containsExactly(
            Map.entry("received-at", "2026-11-20T14:00:01.500Z"), Map.entry("site", "local"));
  }

  @Test
  void shouldSendMalformedLineAsDeadLetterWithReason() {
    byte[] bytes = {'{', (byte) 0xff, 0};
    send(RawLine.whole(bytes));
    ProducerRecord<byte[], byte[]> record = onlyRecord();
    assertThat(record.topic()).isEqualTo("tweets-dead");
    assertThat(record.value()).isEqualTo(bytes);
    assertThat(headers(record))
        .containsEntry("dead-reason", "not-json")
        .containsEntry("dead-by", "ingest")
        .containsEntry("site", "local")
        .containsKeys("dead-detail", "received-at");
  }

  @Test
  void shouldSendBeginningOfOverlongLineAsDeadLetter() {
    send(RawLine.of(new byte[LineReader.TRUNCATED_BYTES], 100_000_000));
    ProducerRecord<byte[], byte[]> record = onlyRecord();
    assertThat(record.topic()).isEqualTo("tweets-dead");
    assertThat(record.value()).hasSize(LineReader.TRUNCATED_BYTES);
    assertThat(headers(record))
        .containsEntry("dead-reason", "too-long")
        .containsEntry("dead-detail", "100000000 bytes, of which 65536 are kept");
  }

  @Test
  void shouldAcknowledgeKeepAlivesAndMessagesWithoutSending() {
    send(RawLine.whole(new byte[0]));
    send(RawLine.whole("{\"errors\":[{\"title\":\"x\"}]}".getBytes(UTF_8)));
    assertThat(producer.history()).isEmpty();
    assertThat(deliveries).containsExactly("acknowledged", "acknowledged");
  }

  @Test
  void shouldReportOutcomeOfEachRecord() throws Exception {
    send(RawLine.whole(POST.getBytes(UTF_8)));
    send(RawLine.whole(POST.getBytes(UTF_8)));
    assertThat(publisher.awaitAllDelivered(Duration.ofMillis(1))).isFalse();
    producer.completeNext();
    producer.errorNext(new TimeoutException("expired"));
    assertThat(deliveries).containsExactly("acknowledged", "failed: expired");
    assertThat(publisher.awaitAllDelivered(Duration.ofMillis(1))).isTrue();
  }

  @Test
  void shouldCloseProducerOnDeliveryFailure() {
    send(RawLine.whole(POST.getBytes(UTF_8)));
    producer.errorNext(new TimeoutException("expired"));
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void shouldSendDeadLetterOfOversizedPostOnSendingThread() throws Exception {
    send(RawLine.whole(POST.getBytes(UTF_8)));
    Thread producerThread =
        new Thread(() -> producer.errorNext(new RecordTooLargeException("big")));
    producerThread.start();
    producerThread.join();
    assertThat(producer.history()).as("sent by the producer's own thread").hasSize(1);
    assertThat(publisher.awaitAllDelivered(Duration.ZERO)).isFalse();
    assertThat(producer.history().get(1).topic()).isEqualTo("tweets-dead");
    assertThat(headers(producer.history().get(1)))
        .containsEntry("dead-reason", "too-long")
        .containsEntry(
            "dead-detail",
            "Kafka rejected the record (too-large); %d of %d bytes are kept"
                .formatted(POST.getBytes(UTF_8).length, POST.getBytes(UTF_8).length));
    producer.completeNext();
    assertThat(deliveries).containsExactly("replaced: too-large", "acknowledged");
    assertThat(publisher.awaitAllDelivered(Duration.ZERO)).isTrue();
  }

  @Test
  void shouldTruncateRejectedDeadLetterBeforeDroppingIt() throws Exception {
    send(RawLine.whole(new byte[100_000]));
    producer.errorNext(new RecordTooLargeException("big"));
    assertThat(publisher.awaitAllDelivered(Duration.ZERO)).isFalse();
    assertThat(producer.history().get(1).value()).hasSize(LineReader.TRUNCATED_BYTES);
    producer.errorNext(new RecordTooLargeException("big"));
    assertThat(publisher.awaitAllDelivered(Duration.ZERO)).isTrue();
    assertThat(deliveries).containsExactly("replaced: too-large", "refused: too-large");
    assertThat(producer.closed()).isFalse();
  }

  @Test
  void shouldReturnDeadLettersOfUnauthorizedTopicUntilRetry() throws Exception {
    RawLine malformed = RawLine.whole("{".getBytes(UTF_8));
    send(malformed);
    producer.errorNext(new TopicAuthorizationException("tweets-dead"));
    assertThat(publisher.awaitAllDelivered(Duration.ZERO)).isTrue();
    send(malformed);
    assertThat(producer.history()).as("not sent again").hasSize(1);
    publisher.retryDeadLetters();
    send(malformed);
    producer.completeNext();
    assertThat(deliveries)
        .containsExactly("refused: unauthorized", "refused: unauthorized", "acknowledged");
  }

  @Test
  void shouldSendCityInHeader() {
    RawLine line = RawLine.whole(POST.getBytes(UTF_8));
    publisher.sendPost(
        ReceivedLine.ofPost("local", RECEIVED, line, 42, "{\"id\":\"é\"}"), 42, delivery());

    assertThat(headers(onlyRecord())).containsEntry("city", "{\"id\":\"é\"}");
    assertThat(onlyRecord().value()).isEqualTo(line.bytes());
  }

  @Test
  void shouldSendSiteAndTimeOfEachLine() {
    RawLine line = RawLine.whole(POST.getBytes(UTF_8));
    Instant later = RECEIVED.plusMillis(1);
    publisher.sendPost(ReceivedLine.ofPost("local", RECEIVED, line, 42, "{}"), 42, delivery());
    publisher.sendPost(ReceivedLine.ofPost("local", RECEIVED, line, 42, ""), 42, delivery());
    publisher.sendPost(ReceivedLine.ofPost("remote", RECEIVED, line, 42, ""), 42, delivery());
    publisher.sendPost(ReceivedLine.ofPost("remote", later, line, 42, ""), 42, delivery());

    String first = "2026-11-20T14:00:01.500Z";
    assertThat(producer.history())
        .extracting(TweetPublisherTest::headers)
        .containsExactly(
            Map.of("site", "local", "received-at", first, "city", "{}"),
            Map.of("site", "local", "received-at", first),
            Map.of("site", "remote", "received-at", first),
            Map.of("site", "remote", "received-at", "2026-11-20T14:00:01.501Z"));
  }

  @Test
  void shouldFailDeliveryOfPostToUnauthorizedTopic() {
    send(RawLine.whole(POST.getBytes(UTF_8)));
    producer.errorNext(new TopicAuthorizationException("Not authorized"));
    assertThat(deliveries).containsExactly("failed: Not authorized");
  }

  @Test
  void shouldLimitUnacknowledgedBytes() throws Exception {
    byte[] large = new byte[1024 * 1024];
    for (int i = 0; i < 16; i++) {
      assertThat(publisher.awaitRoom(Duration.ZERO)).isTrue();
      send(RawLine.whole(large));
    }
    assertThat(publisher.awaitRoom(Duration.ofMillis(1))).isFalse();
    producer.completeNext();
    assertThat(publisher.awaitRoom(Duration.ofMillis(1))).isTrue();
  }

  private void send(RawLine line) {
    publisher.send(
        new ReceivedLine("local", RECEIVED, line), new LineParser().parse(line), delivery());
  }

  private Delivery delivery() {
    return new Delivery() {
      @Override
      public void acknowledged() {
        deliveries.add("acknowledged");
      }

      @Override
      public void failed(Exception cause) {
        deliveries.add("failed: " + cause.getMessage());
      }

      @Override
      public void replaced(Refusal refusal) {
        deliveries.add("replaced: " + refusal.label());
      }

      @Override
      public void refused(Refusal refusal, Exception cause) {
        deliveries.add("refused: " + refusal.label());
      }
    };
  }

  private ProducerRecord<byte[], byte[]> onlyRecord() {
    assertThat(producer.history()).hasSize(1);
    return producer.history().get(0);
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }
}
