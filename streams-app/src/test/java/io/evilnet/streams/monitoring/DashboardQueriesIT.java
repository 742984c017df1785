package io.evilnet.streams.monitoring;

import static io.evilnet.streams.monitoring.KnownRows.BEFORE_FROM;
import static io.evilnet.streams.monitoring.KnownRows.BEFORE_MIDNIGHT;
import static io.evilnet.streams.monitoring.KnownRows.FROM;
import static io.evilnet.streams.monitoring.KnownRows.MIDNIGHT;
import static io.evilnet.streams.monitoring.KnownRows.TO;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.streams.monitoring.CassandraDataSource.Frame;
import io.evilnet.streams.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The queries of the dashboards on a real Cassandra with known rows. */
@ExtendWith(Servers.Extension.class)
@TestInstance(Lifecycle.PER_CLASS)
class DashboardQueriesIT {

  private static final String KEYSPACE = "dashboard_queries_it";

  /** Values of the variables; the id contains a quote, as a name may. */
  private static final Map<String, List<String>> VARIABLES =
      Map.of(
          "country", List.of("CA"),
          "region", List.of("Québec"),
          "city", List.of("l'1"),
          "metric", List.of("retweets"));

  /** The option <i>All</i>. */
  private static final Map<String, List<String>> ALL_CITIES = Map.of("city", List.of("l'1", "t1"));

  private static final List<String> TRENDS = List.of("Tweets", "Retweets", "Active users");

  private final CassandraSettings settings;
  private CqlSession session;
  private CassandraDataSource dataSource;

  DashboardQueriesIT(Servers servers) {
    settings = servers.cassandra(KEYSPACE);
  }

  @BeforeAll
  void writeRows() {
    session = CassandraSessions.openForService(settings);
    new Schema(session, settings).ensure();
    dataSource = new CassandraDataSource(session, KEYSPACE);
    new KnownRows(session, KEYSPACE).write();
  }

  @AfterAll
  void close() {
    session.close();
  }

  @Test
  void shouldShowKnownRowsInEachPanel() {
    Map<String, Map<Object, Object>> shown = new TreeMap<>();
    for (JsonNode panel : Dashboard.panelsOf(Dashboard.CASSANDRA)) {
      shown.put(panel.get("title").asText(), points(onlyFrame(panel, FROM, TO)));
    }

    assertThat(shown)
        .isEqualTo(
            Map.of(
                "Tweets",
                Map.of(BEFORE_MIDNIGHT, 10L, MIDNIGHT, 20L),
                "Retweets",
                Map.of(BEFORE_MIDNIGHT, 3L, MIDNIGHT, 0L),
                "Active users",
                Map.of(BEFORE_MIDNIGHT, 8L, MIDNIGHT, 15L),
                "Unresolved posts",
                Map.of(BEFORE_MIDNIGHT, 0L, MIDNIGHT, 40L),
                "Top 5 by $metric",
                Map.of("Top 1", 99L, "Top 2", 98L, "Top 3", 97L, "Top 4", 96L, "Top 5", 95L),
                "Worst 5 by $metric",
                Map.of("Worst 1", 0L, "Worst 2", 1L, "Worst 3", 2L, "Worst 4", 3L, "Worst 5", 4L)));
  }

  @Test
  void shouldSumSelectedCities() {
    Map<Object, Object> sums = new TreeMap<>();
    for (String title : TRENDS) {
      JsonNode panel = panel(title);
      List<Frame> frames = dataSource.query(onlyTarget(panel), ALL_CITIES, FROM, TO);
      assertThat(frames).hasSize(2);
      assertThat(panel.at("/transformations").findValuesAsText("id"))
          .containsExactly("merge", "groupBy", "organize", "sortBy");
      JsonNode fields = panel.at("/transformations/1/options/fields");
      assertThat(fields.at("/window_start/operation").asText()).isEqualTo("groupby");
      String number = frames.get(0).columns().get(1);
      assertThat(fields.at("/" + number + "/aggregations/0").asText()).isEqualTo("sum");
      assertThat(panel.at("/transformations/2/options/renameByName").fieldNames())
          .toIterable()
          .containsExactly(number + " (sum)");
      sums.put(
          title,
          frames.stream()
              .flatMap(frame -> points(frame).entrySet().stream())
              .collect(
                  Collectors.groupingBy(
                      Map.Entry::getKey,
                      Collectors.summingLong(point -> (long) point.getValue()))));
    }

    assertThat(sums)
        .isEqualTo(
            Map.of(
                "Tweets",
                Map.of(BEFORE_MIDNIGHT, 10L, MIDNIGHT, 97L),
                "Retweets",
                Map.of(BEFORE_MIDNIGHT, 3L, MIDNIGHT, 77L),
                "Active users",
                Map.of(BEFORE_MIDNIGHT, 8L, MIDNIGHT, 92L)));
  }

  /**
   * Includes gaps that began before the range. An open gap ends at its start: without an end,
   * Grafana would draw it from year 1.
   */
  @Test
  void shouldAnnotateGapsAndRuns() {
    Map<String, List<List<Object>>> annotated = new TreeMap<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (JsonNode annotation : dashboard.annotations()) {
        List<Frame> frames = dataSource.query(annotation.get("target"), Map.of(), FROM, TO);
        assertThat(frames).as("Grafana reads the fields of one frame").hasSize(1);
        Frame frame = frames.get(0);
        List<Integer> mapped = new ArrayList<>();
        for (String part : List.of("time", "timeEnd", "title", "text")) {
          String field = annotation.at("/mappings/" + part + "/value").asText();
          if (!field.isEmpty()) {
            mapped.add(frame.columns().indexOf(field));
          }
        }
        annotated.put(
            annotation.get("name").asText(),
            frame.rows().stream().map(row -> mapped.stream().map(row::get).toList()).toList());
      }
    }

    assertThat(annotated)
        .isEqualTo(
            Map.of(
                "Gaps",
                List.of(
                    List.of(MIDNIGHT, MIDNIGHT, "a", "unreachable"),
                    List.of(BEFORE_MIDNIGHT, MIDNIGHT, "a", "stalled"),
                    List.of(BEFORE_FROM, BEFORE_MIDNIGHT, "a", "stalled")),
                "Validations and repairs",
                List.of(List.of(MIDNIGHT, "backfill", "3 rows differ"))));
  }

  @Test
  void shouldLinkRankedCitiesById() {
    for (String title : List.of("Top 5 by $metric", "Worst 5 by $metric")) {
      JsonNode panel = panel(title);
      assertThat(onlyFrame(panel, FROM, TO).columns()).contains("city_id");
      List<String> urls = panel.at("/fieldConfig/overrides").findValuesAsText("url");
      assertThat(urls)
          .hasSize(2)
          .allSatisfy(url -> assertThat(url).contains("=${__data.fields.city_id:percentencode}"));
    }
  }

  @Test
  void shouldShowLastSevenDaysOfRange() {
    for (String title : TRENDS) {
      for (int days : List.of(7, 14, 30)) {
        assertThat(points(onlyFrame(panel(title), TO.minus(Duration.ofDays(days)), TO)))
            .as("%s of %s days", title, days)
            .containsOnlyKeys(
                FROM.minus(Duration.ofDays(6)), FROM.minusSeconds(300), BEFORE_MIDNIGHT, MIDNIGHT);
      }
    }
  }

  /** As with the range <i>This month</i> on its first days. */
  @Test
  void shouldShowLastSevenDaysIfRangeEndsInFuture() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    new KnownRows(session, KEYSPACE).count("f1", now, 7, 7, 7);
    Map<String, List<String>> city = Map.of("city", List.of("f1"));
    for (String title : TRENDS) {
      List<Frame> frames =
          dataSource.query(
              onlyTarget(panel(title)),
              city,
              now.minus(Duration.ofDays(2)),
              now.plus(Duration.ofDays(28)));
      assertThat(frames).as(title).hasSize(1);
      assertThat(points(frames.get(0))).as(title).containsOnlyKeys(now);
    }
  }

  @Test
  void shouldKeepOrderOfRanking() {
    assertThat(onlyFrame(panel("Worst 5 by $metric"), FROM, TO).rows())
        .extracting(row -> row.get(2))
        .containsExactly("Worst 1", "Worst 2", "Worst 3", "Worst 4", "Worst 5");
  }

  @Test
  void shouldReturnColumnsSupportedByPanel() {
    for (JsonNode panel : Dashboard.panelsOf(Dashboard.CASSANDRA)) {
      Frame frame = onlyFrame(panel, FROM, TO);
      String title = panel.get("title").asText();
      assertThat(frame.types())
          .as(title)
          .filteredOn(CassandraDataSource.NUMBERS::contains)
          .hasSize(1);
      assertThat(frame.types().get(0)).as(title + ": names the series").isEqualTo(DataTypes.TEXT);
      if (panel.get("type").asText().equals("timeseries")) {
        assertThat(frame.types()).as(title).filteredOn(DataTypes.TIMESTAMP::equals).hasSize(1);
        JsonNode last = panel.get("transformations").get(panel.get("transformations").size() - 1);
        assertThat(last.get("id").asText())
            .as(title + ": rows come day by day, newest first, and a line needs them in order")
            .isEqualTo("sortBy");
        assertThat(frame.columns()).contains(last.at("/options/sort/0/field").asText());
      }
      panel
          .at("/transformations/0/options/excludeByName")
          .fieldNames()
          .forEachRemaining(name -> assertThat(frame.columns()).as(title).contains(name));
    }
  }

  @Test
  void shouldListRegionsOfCountryAndCitiesOfRegions() {
    List<JsonNode> variables =
        Dashboard.all().stream().flatMap(dashboard -> dashboard.variables().stream()).toList();
    Map<String, Map<String, String>> values = new TreeMap<>();
    for (JsonNode variable : variables) {
      if (variable.get("type").asText().equals("query")) {
        values.put(variable.get("name").asText(), dataSource.variable(variable, VARIABLES));
      }
    }

    assertThat(values)
        .isEqualTo(
            Map.of(
                "country",
                Map.of("CA", "CA", "US", "US"),
                "region",
                Map.of("Ontario", "Ontario", "Québec", "Québec"),
                "city",
                Map.of("l'1", "L'Anse, Québec")));
  }

  /** Returns the only frame of a query; the panels do not depend on the order of frames. */
  private Frame onlyFrame(JsonNode panel, Instant from, Instant to) {
    List<Frame> frames = dataSource.query(onlyTarget(panel), VARIABLES, from, to);
    assertThat(frames).as(panel.get("title").asText()).hasSize(1);
    return frames.get(0);
  }

  private static JsonNode onlyTarget(JsonNode panel) {
    List<JsonNode> targets = Dashboard.targets(panel).toList();
    assertThat(targets).hasSize(1);
    return targets.get(0);
  }

  /** Returns the number of each row by its time, or by its last text column if it has none. */
  private static Map<Object, Object> points(Frame frame) {
    int time = frame.types().indexOf(DataTypes.TIMESTAMP);
    int key = time >= 0 ? time : frame.types().lastIndexOf(DataTypes.TEXT);
    int value =
        frame.types().stream().map(CassandraDataSource.NUMBERS::contains).toList().indexOf(true);
    return frame.rows().stream()
        .collect(Collectors.toMap(row -> row.get(key), row -> row.get(value)));
  }

  private static JsonNode panel(String title) {
    return Dashboard.panelsOf(Dashboard.CASSANDRA).stream()
        .filter(panel -> panel.get("title").asText().equals(title))
        .findFirst()
        .orElseThrow();
  }
}
