package io.evilnet.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.streams.ranking.Ranking;
import io.evilnet.streams.ranking.RankingRefresh;
import io.evilnet.streams.ranking.RankingSettings;
import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.store.CassandraLink;
import io.evilnet.streams.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Output of the commands with rows of an old archive and of the last hour. */
class CommandsIT extends CommandFixture {

  private static final Instant OLD_NEXT_DAY = Instant.parse("2022-03-01T00:00:00Z");

  private final Instant open = Instant.now().minusSeconds(60);

  CommandsIT(Servers servers) {
    super(servers, "commands_it");
  }

  @BeforeAll
  void fill() {
    rows.city("m1", "Montréal, Québec");
    rows.city("s1", "St. John's, Newfoundland and Labrador");
    rows.city("o1", "Oshawa, Ontario");
    rows.counts(OLD, "m1", "Montréal, Québec", 3, 1, 2);
    rows.counts(OLD, "s1", "St. John's, Newfoundland and Labrador", 10, 0, 9);
    rows.counts(OLD_NEXT_DAY, "m1", "Montréal, Québec", 1234, 100, 900);
    rows.unresolved(OLD_NEXT_DAY, 4567);
    rows.contained(OLD_NEXT_DAY, 12);
    rows.received(OLD_NEXT_DAY, "m1", 56);
    rows.counts(open, "m1", "Montréal, Québec", 5, 2, 4);
    rows.counts(open, "s1", "St. John's, Newfoundland and Labrador", 2, 0, 2);
    rows.counts(open.minusSeconds(600), "s1", "St. John's, Newfoundland and Labrador", 4, 1, 3);
    rows.counts(open.minusSeconds(600), "o1", "Oshawa, Ontario", 1, 0, 1);
  }

  @Test
  void shouldPrintCsvOfRangeSortedByWindowAndCity() {
    assertThat(run("counts", "--format", "csv", "--from", "2022-01-01", "--to", "2022-12-31"))
        .isEqualTo(
            new Result(
                0,
                """
                window_start,city,tweets,retweets,users,received_retweets
                2022-02-28T23:55:00Z,"Montréal, Québec",3,1,2,0
                2022-02-28T23:55:00Z,"St. John's, Newfoundland and Labrador",10,0,9,0
                2022-03-01T00:00:00Z,"Montréal, Québec",1234,100,900,56
                """,
                ""));
  }

  @Test
  void shouldPrintTable() {
    assertThat(run("counts", "--from", "2022-01-01", "--to", "2022-12-31").out())
        .isEqualTo(
            """
            WINDOW START (UTC)  CITY                                   TWEETS  RETWEETS  USERS  RECEIVED RETWEETS
            2022-02-28 23:55    Montréal, Québec                            3         1      2                  0
            2022-02-28 23:55    St. John's, Newfoundland and Labrador      10         0      9                  0
            2022-03-01 00:00    Montréal, Québec                         1234       100    900                 56

            Posts without a city: 4,567
            Posts from places within cities: 12
            """);
  }

  @Test
  void shouldPrintCityAcrossDaysIgnoringAccents() {
    assertThat(run("counts", "--city", "MONTREAL", "--to", "2022-12-31", "--format", "json").out())
        .isEqualTo(
            """
            [
            {"window_start":"2022-02-28T23:55:00Z","city":"Montréal, Québec","tweets":3,"retweets":1,"users":2,"received_retweets":0},
            {"window_start":"2022-03-01T00:00:00Z","city":"Montréal, Québec","tweets":1234,"retweets":100,"users":900,"received_retweets":56}
            ]
            """);
  }

  @Test
  void shouldPrintAllCountsWithoutRange() {
    assertThat(run("counts", "--format", "csv").out().lines()).hasSize(1 + 7);
  }

  @Test
  void shouldReportEmptyRange() {
    assertThat(run("counts", "--from", "2021-01-01", "--to", "2021-01-02"))
        .isEqualTo(new Result(0, "No counts in this range.\n", ""));
  }

  @Test
  void shouldSuggestSimilarNamesOfUnknownCity() {
    Result result = run("counts", "--city", "Oshwa");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("evilnet counts: no city named 'Oshwa'; similar: Oshawa, Ontario;");
  }

  @Test
  void shouldRejectRangeThatEndsBeforeItsStart() {
    Result result = run("counts", "--from", "2022-01-02", "--to", "2022-01-01");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("from must be before to");
  }

  @Test
  void shouldPrintGapsThatOverlapRange() {
    rows.gap("2022-03-01T10:00:00Z", "2022-03-01T10:00:40.250Z", "stalled", 12);
    rows.postedInGap("2022-03-01T10:00:00Z", 432);
    rows.gap("2022-03-01T11:00:00Z", "2022-03-01T11:05:00Z", "process-died", 0);

    assertThat(run("gaps", "--from", "2022-03-01T10:00:40Z", "--to", "2022-03-01T11:00:00Z").out())
        .isEqualTo(
            """
            SITE  CONNECTION  FROM (UTC)        TO (UTC)                  SECONDS  CAUSE    RECOVERED  MISSED
            home  filtered    2022-03-01 10:00  2022-03-01T10:00:40.250Z    40.25  stalled         12     420
            """);
    assertThat(run("gaps", "--to", "2022-03-02", "--format", "csv").out())
        .isEqualTo(
            """
            site,connection,from,to,seconds,cause,recovered,missed
            home,filtered,2022-03-01T11:00:00Z,2022-03-01T11:05:00Z,300.0,process-died,0,
            home,filtered,2022-03-01T10:00:00Z,2022-03-01T10:00:40.250Z,40.25,stalled,12,420
            """);
    assertThat(run("gaps", "--to", "2021-01-01"))
        .isEqualTo(new Result(0, "No gaps in this range.\n", ""));
  }

  /** Without sketches, windows with 2 and 3 users have 3 to 5 distinct users in the hour. */
  @Test
  void shouldRankLastHour() {
    assertThat(run("top", "--format", "csv").out())
        .isEqualTo(
            """
            rank,city,tweets,retweets,users,users_error
            1,"St. John's, Newfoundland and Labrador",6,1,4,0.25
            2,"Montréal, Québec",5,2,4,0.0
            3,"Oshawa, Ontario",1,0,1,0.0
            """);
    assertThat(run("top", "--worst", "-n", "2", "--format", "csv").out())
        .isEqualTo(
            """
            rank,city,tweets,retweets,users,users_error
            1,"Oshawa, Ontario",1,0,1,0.0
            2,"St. John's, Newfoundland and Labrador",6,1,4,0.25
            """);
  }

  @Test
  void shouldRankRange() {
    assertThat(run("top", "--from", "2022-02-28", "--to", "2022-03-02", "--format", "csv").out())
        .isEqualTo(
            """
            rank,city,tweets,retweets,users,users_error
            1,"Montréal, Québec",1237,101,901,0.0011098779134295228
            2,"St. John's, Newfoundland and Labrador",10,0,9,0.0
            """);
    assertThat(run("top", "--last", "1s").out()).isEqualTo("No city had a tweet in this range.\n");
    assertThat(run("counts", "--last", "1s").out()).startsWith("No counts in this range.");
    assertThat(run("gaps", "--last", "1h", "--to", "now").err())
        .contains("--last cannot be combined with --from or --to");
  }

  @Test
  void shouldPrintErrorOfUsersInTable() {
    assertThat(run("top", "-n", "2").out())
        .isEqualTo(
            """
            RANK  CITY                                   TWEETS  RETWEETS  USERS  USERS ERROR
               1  St. John's, Newfoundland and Labrador       6         1      4     ± 25.0 %
               2  Montréal, Québec                            5         2      4        exact
            """);
  }

  @Test
  void shouldDeleteStaleRowsOfRankingTable() {
    session.execute(
        "INSERT INTO commands_it.ranking (metric, side, rank, city, value) VALUES ('tweets', 'top', 9, 'stale', 1)");
    CountsReader reader = new CountsReader(session, "commands_it");
    CassandraLink link = new CassandraLink(settings);
    try (link;
        RankingRefresh refresh =
            new RankingRefresh(
                new RankingSettings(Duration.ofMillis(100), 2),
                link,
                () -> Ranking.of(reader.counts(TopCommand.lastHour(Instant.now()))))) {
      link.start();
      refresh.start();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(ranking("tweets", "top"))
                    .containsExactly(
                        "1 St. John's, Newfoundland and Labrador 6", "2 Montréal, Québec 5");
                assertThat(ranking("retweets", "worst"))
                    .containsExactly(
                        "1 Oshawa, Ontario 0", "2 St. John's, Newfoundland and Labrador 1");
                assertThat(ranking("users", "worst")).hasSize(2);
              });
    }
  }

  @Test
  void shouldPrintUnusualCities() {
    String keyspace = "commands_unusual_it";
    CassandraSettings other = settings.withKeyspace(keyspace);
    new Schema(session, other).ensure();
    StoredRows stored = new StoredRows(session, keyspace);
    Instant now = Instant.now();
    long window = Duration.ofMinutes(5).toMillis();
    Instant end =
        Instant.ofEpochMilli(now.toEpochMilli() - Math.floorMod(now.toEpochMilli(), window));

    assertThat(run("unusual", "--keyspace", keyspace).out()).startsWith("Not compared: ");

    for (int i = 1; i <= 60; i++) {
      Instant start = end.minusMillis(i * window);
      stored.counts(start, "m1", "Montréal, Québec", 40, 0, 40);
      stored.counts(start, "s1", "St. John's, Newfoundland and Labrador", 60, 0, 60);
    }
    assertThat(run("unusual", "--keyspace", keyspace))
        .isEqualTo(
            new Result(
                0, "Nothing unusual in 2 cities, compared with the previous 4 hours.\n", ""));

    for (int i = 1; i <= 3; i++) {
      stored.counts(end.minusMillis(i * window), "m1", "Montréal, Québec", 130, 0, 100);
    }
    assertThat(run("unusual", "--keyspace", keyspace, "--format", "csv").out())
        .startsWith("level,city_id,city,country_code,region,ratio,tweets,usual,since,until,score\n")
        .contains("\ncity,m1,\"Montréal, Québec\",,,3.3,390,120.0," + end.minusMillis(3 * window));
  }

  @Test
  void shouldPrintInstructionsWhenCassandraIsUnreachable() {
    Result result = run("counts", "--cassandra", "127.0.0.1:1");

    assertThat(result)
        .isEqualTo(
            new Result(
                1,
                "",
                "evilnet counts: Cassandra is not available at 127.0.0.1:1: start it with"
                    + " ./start-all.sh, or set --cassandra HOST:PORT\n"));
  }

  @Test
  void shouldPrintInstructionsWhenKeyspaceIsMissing() {
    Result result = run("top", "--keyspace", "not_there");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("evilnet top: keyspace not_there does not exist: start streams-app");
  }

  private List<String> ranking(String metric, String side) {
    List<String> ranks = new ArrayList<>();
    for (Row row :
        session.execute(
            "SELECT rank, city, value FROM commands_it.ranking WHERE metric = ? AND side = ?",
            metric,
            side)) {
      ranks.add(row.getInt("rank") + " " + row.getString("city") + " " + row.getLong("value"));
    }
    return ranks;
  }
}
