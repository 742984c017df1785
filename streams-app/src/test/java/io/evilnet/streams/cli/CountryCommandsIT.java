package io.evilnet.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.platform.settings.EvilnetCommand;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.streams.testing.Servers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Output of the commands for one country: a calm one, and one with a rise. */
@ExtendWith(Servers.Extension.class)
@TestInstance(Lifecycle.PER_CLASS)
class CountryCommandsIT {

  private static final Instant OLD = Instant.parse("2022-02-28T23:55:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final CassandraSettings settings;
  private final CqlSession session;

  CountryCommandsIT(Servers servers) {
    settings = servers.cassandra("country_commands_it");
    session = CassandraSessions.openForService(settings);
  }

  @BeforeAll
  void fill() {
    new Schema(session, settings).ensure();
    StoredRows rows = new StoredRows(session, settings.keyspace());
    rows.city("m1", "Montréal, Québec");
    rows.city("b1", "Buffalo, NY", "US");
    rows.counts(OLD, "m1", "Montréal, Québec", 3, 1, 2);
    rows.counts(OLD, "b1", "Buffalo, NY", 20, 5, 4);
    rows.unresolved(OLD, 4567);
    long now = Instant.now().toEpochMilli();
    Instant open = Instant.ofEpochMilli(now - Math.floorMod(now, WINDOW.toMillis()));
    for (int i = 1; i <= 60; i++) {
      Instant start = open.minus(WINDOW.multipliedBy(i));
      rows.counts(start, "m1", "Montréal, Québec", i <= 3 ? 130 : 40, 0, 40);
      rows.counts(start, "b1", "Buffalo, NY", 60, 0, 60);
    }
  }

  @AfterAll
  void close() {
    session.close();
  }

  @Test
  void shouldPrintTheCountsOfACountry() {
    assertThat(print("counts", "--to", "2022-12-31", "--country", "ca"))
        .isEqualTo(
            """
            WINDOW START (UTC)  CITY              TWEETS  RETWEETS  USERS
            2022-02-28 23:55    Montréal, Québec       3         1      2
            """);
    assertThat(print("counts", "--city", "montreal", "--country", "US"))
        .isEqualTo("No counts in this range.\n");
  }

  @Test
  void shouldRankACountry() {
    assertThat(print("top", "--country", "US", "--format", "csv").lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("1,\"Buffalo, NY\",");
    assertThat(print("top", "--country", "FR"))
        .isEqualTo("No city of this country had a tweet in the last hour.\n");
  }

  @Test
  void shouldPrintWhatIsUnusualInACountry() {
    assertThat(print("unusual", "--country", "CA")).contains("Montréal, Québec");
    assertThat(print("unusual", "--country", "US"))
        .isEqualTo("No city of this country has far more tweets than usual.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"counts", "top", "unusual"})
  void shouldRefuseWhatIsNoCountryCode(String command) {
    assertThat(print(command, "--country", "Canada"))
        .contains("--country must be an ISO 3166-1 alpha-2 code such as CA, but is Canada");
  }

  /** Returns what a command prints to either stream. */
  private String print(String... arguments) {
    StringWriter out = new StringWriter();
    Map<String, String> environment =
        Map.of(
            "EVILNET_CASSANDRA",
            "127.0.0.1:" + settings.contactPoints().get(0).getPort(),
            "EVILNET_KEYSPACE",
            settings.keyspace());
    CommandLine commandLine = EvilnetCommand.commandLine(new Main(), environment);
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
    commandLine.execute(arguments);
    return out.toString();
  }
}
