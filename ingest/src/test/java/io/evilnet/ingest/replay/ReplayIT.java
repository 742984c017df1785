package io.evilnet.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.CountingRules;
import io.evilnet.ingest.KafkaContents;
import io.evilnet.ingest.SharedKafka;
import io.evilnet.ingest.SharedKafka.Servers;
import io.evilnet.ingest.place.CityResolution;
import io.evilnet.ingest.place.PlaceSettings;
import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.Topics;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests replay with two real brokers. Each test uses a separate site. */
@ExtendWith(SharedKafka.class)
class ReplayIT {

  private static final int MAX = Topics.MAX_LINE_BYTES;

  @TempDir private Path directory;

  private final Random random = new Random(15);

  private final Servers servers;
  private final KafkaContents kafka;

  ReplayIT(Servers servers) {
    this.servers = servers;
    this.kafka = servers.contents();
  }

  @Test
  void shouldReplaySampleWithExpectedCounts() throws Exception {
    Path sample = Path.of(ReplayIT.class.getResource("/x-stream.jsonl").toURI());
    ReplaySummary summary = replay("sample", sample);
    assertThat(summary.lines()).isEqualTo(21);
    assertThat(summary.posts()).isEqualTo(17);
    assertThat(summary.messages()).isEqualTo(2);
    assertThat(summary.keepAlives()).isEqualTo(1);
    assertThat(summary.deadLetters()).isEqualTo(1);
    List<String> lines = Files.readAllLines(sample);
    List<String> posts =
        lines.stream().filter(line -> line.contains("\"data\"") && line.endsWith("}")).toList();
    assertThat(kafka.of("tweets", "sample"))
        .extracting(record -> new String(record.value(), UTF_8))
        .containsExactlyInAnyOrderElementsOf(posts);
    assertThat(kafka.of("tweets", "sample"))
        .allSatisfy(
            record ->
                assertThat(new String(record.value(), UTF_8))
                    .contains("\"author_id\":\"" + new String(record.key(), UTF_8) + "\""));
    assertThat(kafka.of("tweets-dead", "sample"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.value()).isEqualTo(lines.get(lines.size() - 1).getBytes(UTF_8));
              assertThat(KafkaContents.header(record, "dead-reason")).isEqualTo("not-json");
              assertThat(KafkaContents.header(record, "dead-by")).isEqualTo("ingest");
            });
  }

  @Test
  void shouldSendRandomBytesAsDeadLetters() throws Exception {
    byte[] random = new byte[3_000_000];
    new Random(11).nextBytes(random);
    Path file = directory.resolve("random");
    String posts = PostShape.STREAM.write(0, 300) + "\n";
    Files.writeString(file, posts);
    Files.write(file, random, StandardOpenOption.APPEND);
    ReplaySummary summary = replay("random", file);
    assertThat(summary.posts()).isEqualTo(300);
    assertThat(summary.lines()).isEqualTo(300 + summary.deadLetters() + summary.keepAlives());
    assertThat(kafka.of("tweets-dead", "random")).hasSize(Math.toIntExact(summary.deadLetters()));
  }

  /** Includes incompressible lines, which compression makes longer. */
  @ParameterizedTest
  @EnumSource(Compression.class)
  void shouldReplayLinesOfAnyLength(Compression compression) throws Exception {
    String site = "long-" + compression;
    Path file = directory.resolve(site);
    List<Integer> whole = List.of(MAX - 200, MAX - 171, MAX - 170, MAX - 1, MAX);
    List<Integer> tooLong = List.of(MAX + 1, MAX + 2, 16 * MAX);
    try (Writer lines = Files.newBufferedWriter(file)) {
      for (int length : whole) {
        lines.write(post(length) + "\n");
        lines.write("x".repeat(length) + "\n");
      }
      for (int length : tooLong) {
        lines.write(post(length) + "\n");
      }
      lines.write(post(1_000) + "\n");
    }

    ReplaySummary summary = replay(site, file, compression);

    assertThat(summary.posts()).isEqualTo(whole.size() + 1);
    assertThat(summary.deadLetters()).isEqualTo(whole.size() + tooLong.size());
    List<Integer> posts = new ArrayList<>(whole);
    posts.add(1_000);
    assertThat(kafka.of("tweets", site))
        .extracting(record -> record.value().length)
        .containsExactlyInAnyOrderElementsOf(posts);
    List<Integer> deadLetters = new ArrayList<>(whole);
    deadLetters.addAll(Collections.nCopies(tooLong.size(), 64 * 1024));
    assertThat(kafka.of("tweets-dead", site))
        .extracting(record -> record.value().length)
        .containsExactlyInAnyOrderElementsOf(deadLetters);
  }

  private String post(int length) {
    String begin =
        "{\"data\":{\"id\":\"1\",\"author_id\":\"2\",\"created_at\":\"2026-11-20T14:00:00Z\",\"text\":\"";
    int text = length - begin.length() - 3;
    byte[] bytes = new byte[text];
    random.nextBytes(bytes);
    return begin + Base64.getEncoder().encodeToString(bytes).substring(0, text) + "\"}}";
  }

  private ReplaySummary replay(String site, Path file) throws Exception {
    return replay(site, file, Compression.LZ4);
  }

  private ReplaySummary replay(String site, Path file, Compression compression) throws Exception {
    return new Replay(
            new ReplaySettings(
                file.toString(),
                OptionalDouble.empty(),
                site,
                new PublisherSettings(
                    KafkaConnection.open(servers.bootstrapServers()),
                    site,
                    compression,
                    Duration.ofSeconds(30)),
                CountingRules.DEFAULT,
                new PlaceSettings(CityResolution.CONTAINED),
                false))
        .run();
  }
}
