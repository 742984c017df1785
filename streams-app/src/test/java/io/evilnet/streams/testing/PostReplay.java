package io.evilnet.streams.testing;

import io.evilnet.core.CountingRules;
import io.evilnet.ingest.place.CityResolution;
import io.evilnet.ingest.place.PlaceSettings;
import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.ingest.replay.Replay;
import io.evilnet.ingest.replay.ReplaySettings;
import io.evilnet.ingest.replay.ReplaySummary;
import io.evilnet.platform.kafka.KafkaConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/** Replays files with ingest. */
public final class PostReplay {

  private PostReplay() {}

  /** Returns the file of the sample stream. */
  public static Path sample() {
    return Path.of("src", "test", "resources", "x-stream.jsonl");
  }

  /** Replays the posts of a file to {@code tweets}. */
  public static ReplaySummary run(Servers servers, Path file, CityResolution resolution)
      throws IOException, InterruptedException {
    PublisherSettings publisher =
        new PublisherSettings(
            KafkaConnection.open(servers.cluster().bootstrapServers()),
            "it",
            Compression.LZ4,
            Duration.ofSeconds(30));
    return new Replay(
            new ReplaySettings(
                file.toString(),
                OptionalDouble.empty(),
                "it",
                publisher,
                CountingRules.DEFAULT,
                new PlaceSettings(resolution),
                false))
        .run();
  }
}
