package io.evilnet.streams.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.contract.Post;
import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.streams.testing.Cable;
import io.evilnet.streams.testing.PostLoad;
import io.evilnet.streams.testing.RunningApp;
import io.evilnet.streams.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard while Cassandra is unavailable, in a real browser. */
@ExtendWith(Servers.Extension.class)
class CassandraUnavailableIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final long AUTHOR = 9_100_000L;
  private static final String CITY = "Iqaluit, Nunavut";

  private int posts;

  @Test
  void shouldReportCassandraOutageShowNewCountsAndRecover(Servers servers, @TempDir Path directory)
      throws Exception {
    LocalCluster cluster = servers.cluster();
    servers.empty();
    try (Cable cable = new Cable(cluster.cassandraContactPoint().getPort());
        RunningApp app = RunningApp.start(cluster, cable.port(), "cassandra_away_it", directory);
        KafkaProducer<byte[], byte[]> producer = PostLoad.producer(cluster.bootstrapServers(), 0);
        Browser browser = Browser.open()) {
      send(producer, AUTHOR);
      await().atMost(TIMEOUT).until(() -> app.get("/api/v1/cities?q=iqaluit").contains(CITY));
      String page = "/?city=" + Post.cityId(CITY);
      browser.go(app.address().resolve(page));
      await().atMost(TIMEOUT).until(() -> shows(browser, "live", "1"));

      cable.cut();
      await().atMost(TIMEOUT).until(() -> browser.status().equals("unavailable"));
      assertThat(browser.text("#banner"))
          .startsWith("Cassandra is unavailable. Counting continues and new counts appear");
      send(producer, AUTHOR);
      await().atMost(TIMEOUT).until(() -> shows(browser, "unavailable", "2"));

      browser.go(app.address().resolve("/"));
      await()
          .atMost(TIMEOUT)
          .until(() -> browser.text("#empty").startsWith("History is unavailable"));

      cable.mend();
      await().atMost(TIMEOUT).until(() -> browser.status().equals("live"));
      assertThat(browser.find("#banner").isDisplayed()).isFalse();
      await().atMost(TIMEOUT).until(() -> !browser.find("#empty").isDisplayed());
      browser.go(app.address().resolve(page));
      await().atMost(TIMEOUT).until(() -> figures(browser).equals(List.of("2", "0", "1")));
      assertThat(browser.status()).isEqualTo("live");

      // A post of the same author, then one of another: each user of the hour counts once.
      send(producer, AUTHOR);
      await().atMost(TIMEOUT).until(() -> figures(browser).equals(List.of("3", "0", "1")));
      send(producer, AUTHOR + 1);
      await().atMost(TIMEOUT).until(() -> figures(browser).equals(List.of("4", "0", "2")));
    }
  }

  private static boolean shows(Browser browser, String status, String tweets) {
    return browser.status().equals(status) && figures(browser).get(0).equals(tweets);
  }

  private static List<String> figures(Browser browser) {
    return browser.texts(".tile-figure");
  }

  private void send(KafkaProducer<byte[], byte[]> producer, long author) throws Exception {
    byte[] line = Post.at(Instant.now(), posts++, author, CITY).line().getBytes(UTF_8);
    producer.send(PostLoad.record(author, line)).get();
  }
}
