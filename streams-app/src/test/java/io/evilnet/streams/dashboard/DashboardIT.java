package io.evilnet.streams.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.contract.Post;
import io.evilnet.core.SnowflakeId;
import io.evilnet.ingest.place.CityResolution;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.Topics;
import io.evilnet.streams.testing.PostLoad;
import io.evilnet.streams.testing.PostReplay;
import io.evilnet.streams.testing.ReportedGap;
import io.evilnet.streams.testing.RunningApp;
import io.evilnet.streams.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The dashboard in a real browser, served by a real process with real servers. */
@ExtendWith(Servers.Extension.class)
@TestInstance(Lifecycle.PER_CLASS)
class DashboardIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Path of the dashboard with a range that ends with the sample. */
  private static final String SAMPLE = "/?until=2026-11-20T14:10:00Z";

  private final Servers servers;
  @TempDir private static Path directory;
  private RunningApp app;
  private Browser browser;
  private int posts;

  DashboardIT(Servers servers) {
    this.servers = servers;
  }

  @BeforeAll
  void start() throws Exception {
    browser = Browser.open();
    // After posts of the current time, the posts of the sample would be late.
    servers.empty();
    app = RunningApp.start(servers.cluster(), "dashboard_it", directory);
    replay(PostReplay.sample());
    await()
        .atMost(TIMEOUT)
        .until(
            () ->
                app.get("/api/v1/totals" + SAMPLE.substring(1))
                    .contains(
                        "\"users\":5,\"users_error\":0.0,\"tweets\":6,\"unresolved_tweets\":9"));
  }

  @AfterAll
  void stop() {
    if (app != null) {
      app.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void resetWindow() {
    browser.resize(1440, 1000);
    browser.console();
  }

  @Test
  void shouldShowCountsOfSample() {
    open(SAMPLE, "past");

    assertThat(browser.texts(".tile-figure")).containsExactly("6", "2", "5");
    assertThat(browser.texts("#top .rank-name"))
        .containsExactly("Montréal Québec", "Cape Breton Nova Scotia", "Toronto Ontario");
    assertThat(browser.texts("#worst .rank-name"))
        .containsExactly("Cape Breton Nova Scotia", "Montréal Québec", "Toronto Ontario");
    assertThat(browser.text("#quality .figure")).contains("60%", "9 of 15 posts");
    assertThat(browser.texts("#map circle")).hasSize(3);
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldShowOngoingOutage() throws Exception {
    Instant from = Instant.parse("2026-11-20T13:40:00Z");
    try (var producer = PostLoad.producer(servers.cluster().bootstrapServers(), 0)) {
      ReportedGap.send(
          producer, Topics.INGEST_GAPS, StreamGap.open("home", "filtered", from, "stalled"));
    }
    await()
        .atMost(TIMEOUT)
        .until(() -> app.get("/api/v1/outages" + SAMPLE.substring(1)).contains("stalled"));

    open(SAMPLE, "past");

    assertThat(browser.text("#quality")).contains("home: stalled, ongoing");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldCompareCitiesAndKeepSelectionInUrl() {
    open(SAMPLE, "past");
    browser.find("#search").sendKeys("MONTREAL");
    await().atMost(TIMEOUT).until(() -> browser.texts("#search-results [role=option]").size() == 1);
    browser.find("#search").sendKeys(Keys.ENTER);
    await().atMost(TIMEOUT).until(() -> browser.texts(".tile-figure").get(0).equals("3"));
    assertThat(browser.address()).contains("city=36775d842cbec509");
    assertThat(browser.text("#trend-title")).isEqualTo("Tweets: Montréal, Québec");

    browser.find("[data-metric=retweets]").click();
    await().atMost(TIMEOUT).until(() -> browser.text("#trend-title").startsWith("Retweets"));
    browser.find("#trend-table summary").click();
    await()
        .atMost(TIMEOUT)
        .until(
            () -> browser.texts("#trend-table tbody tr").stream().anyMatch(r -> r.contains("\t1")));

    browser.back();
    browser.back();
    await().atMost(TIMEOUT).until(() -> browser.texts(".tile-figure").get(0).equals("6"));
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldShowNewPostWithoutReload() throws Exception {
    open("/", "live", "quiet");
    long before = tweets();
    browser.run("window.sameDocument = true");

    post("Québec City, Québec");

    await().atMost(Duration.ofSeconds(20)).until(() -> tweets() == before + 1);
    assertThat(browser.run("return window.sameDocument")).isEqualTo(true);
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldBeLiveInMoreTabsThanConnectionsPerHost() {
    try {
      for (int tab = 0; tab < 8; tab++) {
        browser.newTab();
        open("/", "live", "quiet");
      }
    } finally {
      browser.closeOtherTabs();
    }
  }

  @Test
  void shouldEscapeMarkupInCityName() throws Exception {
    String name = "<img src=x onerror='window.hacked=1'>, =Ontario";
    post(name.replace("'", ""));
    open("/", "live", "quiet");

    await()
        .atMost(TIMEOUT)
        .until(() -> browser.texts("#top .rank-name").stream().anyMatch(n -> n.contains("<img")));
    assertThat(browser.run("return document.querySelectorAll('#top img').length")).isEqualTo(0L);
    assertThat(browser.run("return window.hacked === undefined")).isEqualTo(true);
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldReportLostConnectionAndReconnect() throws Exception {
    post("Gatineau, Québec");
    open("/", "live", "quiet");
    await().atMost(TIMEOUT).until(() -> tweets() > 0);
    long before = tweets();

    app.kill();
    await().atMost(TIMEOUT).until(() -> browser.status().equals("lost"));
    assertThat(browser.text("#banner")).contains("connection to EvilNet is lost");
    assertThat(tweets()).isEqualTo(before);

    app.restart();
    await().atMost(TIMEOUT).until(() -> browser.status().equals("live"));
    post("Gatineau, Québec");
    await().atMost(TIMEOUT).until(() -> tweets() == before + 1);
    assertThat(browser.find("#banner").isDisplayed()).isFalse();
    assertThat(browser.console())
        .allMatch(line -> line.contains("net::ERR_") || line.contains("Failed to load resource"));
  }

  @Test
  void shouldBeAccessible() throws IOException {
    for (String theme : List.of("light", "dark")) {
      for (int width : List.of(1440, 500)) {
        browser.resize(width, 1000);
        open(SAMPLE + "&theme=" + theme + "&city=36775d842cbec509", "past");
        browser.run("document.querySelectorAll('details').forEach(one => { one.open = true; })");
        await().atMost(TIMEOUT).until(() -> browser.texts("tbody tr").size() > 3);
        assertThat(browser.violations()).as(theme + ", " + width).isEqualTo("[]");
      }
    }
  }

  private void open(String path, String... statuses) {
    browser.go(app.address().resolve(path));
    await()
        .atMost(TIMEOUT)
        .until(
            () ->
                List.of(statuses).contains(browser.status())
                    && Boolean.TRUE.equals(
                        browser.run(
                            "return document.body.dataset.loading === 'false'"
                                + " && document.querySelector('#map path') !== null")));
  }

  private long tweets() {
    return Long.parseLong(browser.texts(".tile-figure").get(0).replace(",", ""));
  }

  private void post(String city) throws IOException, InterruptedException {
    Instant now = Instant.now();
    long id = SnowflakeId.of(now, posts++);
    String place = Post.cityId(city);
    Path file = directory.resolve("post-" + id + ".jsonl");
    Files.writeString(
        file,
        """
        {"data":{"author_id":"77","created_at":"%s","edit_history_tweet_ids":["%d"],"id":"%d","text":"x","geo":{"place_id":"%s"}},\
        "includes":{"places":[{"country":"Canada","country_code":"CA","full_name":"%s","id":"%s","name":"x","place_type":"city",\
        "geo":{"type":"Feature","bbox":[-76,45,-75,46],"properties":{}}}]}}
        """
            .formatted(now.truncatedTo(ChronoUnit.MILLIS), id, id, place, city, place));
    replay(file);
  }

  private void replay(Path file) throws IOException, InterruptedException {
    PostReplay.run(servers, file, CityResolution.EXACT);
  }
}
