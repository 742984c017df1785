package io.evilnet.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.CountingRules;
import io.evilnet.infra.settings.KafkaConnection;
import io.evilnet.ingest.KafkaContents;
import io.evilnet.ingest.SharedKafka;
import io.evilnet.ingest.SharedKafka.Servers;
import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Replay into two real brokers. Each test is a site of its own. */
@ExtendWith(SharedKafka.class)
class ReplayIT {

  @TempDir private Path directory;

  private final Servers servers;
  private final KafkaContents kafka;

  ReplayIT(Servers servers) {
    this.servers = servers;
    this.kafka = servers.contents();
  }

  @Test
  void shouldReplayTheSampleWithEachOfItsNumbers() throws Exception {
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
  void shouldMakeDeadLettersOfAnyBytes() throws Exception {
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

  @Test
  void shouldCarryLinesOfAnyLength() throws Exception {
    Path file = directory.resolve("long");
    String post =
        "{\"data\":{\"id\":\"1\",\"author_id\":\"2\",\"created_at\":\"2026-11-20T14:00:00Z\",\"text\":\"";
    String longest = post + "x".repeat(16 * 1024 * 1024 - post.length() - 3) + "\"}}";
    Files.writeString(file, longest + "\n" + longest + "x\n" + post + "\"}}\n");
    ReplaySummary summary = replay("long", file);
    assertThat(summary.posts()).isEqualTo(2);
    assertThat(summary.deadLetters()).isEqualTo(1);
    assertThat(kafka.of("tweets", "long"))
        .extracting(record -> record.value().length)
        .containsExactlyInAnyOrder(16 * 1024 * 1024, post.length() + 3);
    assertThat(kafka.of("tweets-dead", "long"))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).hasSize(64 * 1024));
  }

  private ReplaySummary replay(String site, Path file) throws Exception {
    return new Replay(
            new ReplaySettings(
                file.toString(),
                OptionalDouble.empty(),
                site,
                new PublisherSettings(
                    KafkaConnection.open(servers.bootstrapServers()),
                    site,
                    Compression.LZ4,
                    Duration.ofSeconds(30)),
                CountingRules.DEFAULT,
                false))
        .run();
  }
}
