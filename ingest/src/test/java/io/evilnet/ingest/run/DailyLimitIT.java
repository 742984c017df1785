package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.ingest.SharedKafka.Servers;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads up to the limit of posts per day, restarts, and resumes on the next day. */
class DailyLimitIT extends IngestFixture {

  private static final String SITE = "daily-limit";
  private static final int LIMIT = 500;

  private final TestClock clock = new TestClock(Instant.parse("2026-11-20T12:00:00Z"), 1);

  DailyLimitIT(Servers servers) {
    super(servers);
  }

  @Test
  void shouldStopAtLimitAcrossRestartsAndResumeNextDay() throws Exception {
    try (Simulator simulator =
        new Simulator(Simulators.simulator(GeneratorSettings.of(5, 1_000)))) {
      simulator.start();
      long firstDay;
      try (Ingest ingest = ingest(simulator)) {
        Simulators.run(ingest);
        until(() -> isStoppedByTheLimit(ingest));
        firstDay = posts("2026-11-20");
        assertThat(firstDay).isGreaterThanOrEqualTo(LIMIT);
        until(() -> inKafka() == firstDay);
        until(() -> gaps().size() == 1);
      }
      clock.advance(Duration.ofHours(1));
      try (Ingest ingest = ingest(simulator)) {
        Simulators.run(ingest);
        until(() -> isStoppedByTheLimit(ingest));
        assertThat(get(ingest, "/metrics")).contains("evilnet_ingest_connects_total 0.0");
        assertThat(posts("2026-11-20")).isEqualTo(firstDay);
        assertThat(gaps()).singleElement().matches(StreamGap::isOpen);

        clock.advance(Duration.ofHours(11));
        until(() -> gaps().stream().anyMatch(gap -> !gap.isOpen()));
        until(() -> inKafka() >= firstDay + LIMIT);
        until(() -> isStoppedByTheLimit(ingest));
        until(() -> inKafka() == firstDay + posts("2026-11-21"));
        until(() -> gaps().size() == 2);
      }
    }
  }

  private Ingest ingest(Simulator simulator) throws IOException {
    IngestSettings unlimited = settings(SITE, simulator);
    return new Ingest(
        new IngestSettings(
            unlimited.site(),
            unlimited.http(),
            unlimited.sources(),
            unlimited.reconnectTimeout(),
            unlimited.spool(),
            unlimited.publisher(),
            unlimited.places(),
            LIMIT,
            false),
        clock.pause(),
        clock);
  }

  private static boolean isStoppedByTheLimit(Ingest ingest) throws Exception {
    return get(ingest, "/metrics").contains("evilnet_ingest_quota_exhausted 1.0")
        && get(ingest, "/health/ready")
            .contains(
                "the limit of 500 posts per day is reached: reading resumes at 00:00 UTC; to resume"
                    + " now, raise max-posts-per-day and restart ingest");
  }

  /** Returns the posts of a day that ingest has accepted. */
  private long posts(String day) throws IOException {
    String[] dayAndPosts =
        Files.readString(directory(SITE).resolve("posts-of-day")).strip().split(" ");
    assertThat(dayAndPosts[0]).isEqualTo(day);
    return Long.parseLong(dayAndPosts[1]);
  }

  private List<StreamGap> gaps() {
    return kafka.gaps(SITE).stream().filter(gap -> gap.cause().equals("daily-limit")).toList();
  }

  private long inKafka() {
    return kafka.of("tweets", SITE).size() + kafka.of("tweets-dead", SITE).size();
  }

  private static String get(Ingest ingest, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + ingest.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }
}
