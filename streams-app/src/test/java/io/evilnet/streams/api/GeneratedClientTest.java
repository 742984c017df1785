package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.evilnet.client.ApiClient;
import io.evilnet.client.ApiException;
import io.evilnet.client.City;
import io.evilnet.client.DefaultApi;
import io.evilnet.client.Finding;
import io.evilnet.client.Metric;
import io.evilnet.client.Outage;
import io.evilnet.client.Problem;
import io.evilnet.client.RankedCity;
import io.evilnet.client.Rate;
import io.evilnet.client.WindowCounts;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.streams.unusual.Subject;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls the API with a client that the build generates from the OpenAPI description. */
class GeneratedClientTest extends ApiTest {

  private final ApiClient connection = new ApiClient();
  private DefaultApi generated;

  @BeforeEach
  void connect() {
    connection.updateBaseUri("http://127.0.0.1:" + server.port() + "/api/v1");
    generated = new DefaultApi(connection);
  }

  @Test
  void shouldReadCitiesSeriesAndRanking() throws Exception {
    assertThat(generated.listCities("montreal", null, "CA", "quebec", null, null, null).getRows())
        .extracting(City::getCityId)
        .containsExactly("m");
    assertThat(
            generated
                .getSeries(
                    List.of("m", "t"),
                    null,
                    null,
                    List.of(Metric.TWEETS),
                    null,
                    null,
                    EARLIER.atOffset(ZoneOffset.UTC),
                    NOW.atOffset(ZoneOffset.UTC),
                    null,
                    null)
                .getRows())
        .extracting(WindowCounts::getCity, WindowCounts::getTweets)
        .contains(tuple("Toronto, Ontario", 9));
    assertThat(
            generated
                .getTop(2, null, null, null, null, null, null, "1h", null, null, null, null, null)
                .getRows())
        .extracting(RankedCity::getRank, RankedCity::getCity)
        .containsExactly(tuple(1, "Toronto, Ontario"), tuple(2, "Montréal, Québec"));
  }

  @Test
  void shouldReadRankingByRate() throws Exception {
    assertThat(
            generated
                .getWorst(
                    null,
                    null,
                    Rate.TWEETS_PER_USER,
                    6,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null)
                .getRows())
        .extracting(RankedCity::getCity, city -> city.getRate().doubleValue())
        .containsExactly(tuple("Toronto, Ontario", 1.125), tuple("Montréal, Québec", 2.0));
  }

  @Test
  void shouldReadOngoingAndEndedOutages() throws Exception {
    store.gap(StreamGap.open("home", "filtered", OPEN, "network"));
    store.gap(StreamGap.open("home", "filtered", EARLIER, "stalled").endedAt(OPEN).withMade(42));

    assertThat(generated.listOutages(null, null, null, null, null).getRows())
        .extracting(Outage::getTo, Outage::getMissed)
        .containsExactly(tuple(null, null), tuple(OPEN.atOffset(ZoneOffset.UTC), 42));
  }

  @Test
  void shouldReadUnusualAreasAndCitiesOfCountry() throws Exception {
    api.compared(Fixture.unusual(Subject.WORLD, Fixture.QUEBEC, Fixture.subject(Fixture.MONTREAL)));

    assertThat(generated.listUnusual("CA", null, null).getRows())
        .extracting(finding -> finding.getLevel().getValue(), Finding::getRegion)
        .containsExactly(tuple("region", "Québec"), tuple("city", "Québec"));
  }

  @Test
  void shouldReadProblemDetails() throws Exception {
    ApiException failure =
        catchThrowableOfType(
            ApiException.class, () -> generated.listCities(null, null, null, null, 0, null, null));

    assertThat(failure.getCode()).isEqualTo(400);
    Problem problem =
        connection.getObjectMapper().readValue(failure.getResponseBody(), Problem.class);
    assertThat(problem.getType().getValue()).isEqualTo(ProblemType.INVALID_PARAMETER.uri());
    assertThat(problem.getParameter()).isEqualTo("limit");
  }
}
