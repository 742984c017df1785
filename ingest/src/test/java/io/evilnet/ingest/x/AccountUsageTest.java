package io.evilnet.ingest.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.ingest.x.StreamEnd.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the requests of counts. */
class AccountUsageTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");

  private final List<HttpUrl> requests = new ArrayList<>();
  private XServerStub x;
  private AccountUsage usage;

  @BeforeEach
  void start() throws Exception {
    x = new XServerStub();
    BearerToken token =
        BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, "a")).get(0);
    usage = new AccountUsage(new XSettings(x.url(), token, Duration.ofSeconds(10)));
  }

  @AfterEach
  void stop() {
    usage.close();
    x.close();
  }

  @Test
  void shouldCountProRataOfWholeSeconds() throws Exception {
    respond(900);

    long posts =
        usage.between(rules("cats"), START.plusMillis(500), START.plusSeconds(9).plusMillis(1));

    assertThat(posts).isEqualTo(900 * 8_501 / 10_000);
    assertThat(requests.get(0).queryParameter("start_time")).isEqualTo("2026-11-20T14:00:00Z");
    assertThat(requests.get(0).queryParameter("end_time")).isEqualTo("2026-11-20T14:00:10Z");
  }

  @Test
  void shouldCombineRulesWithoutSplittingParentheses() throws Exception {
    String nested = "(cats OR " + "dogs OR ".repeat(61) + "mice)";
    respond(1).respond(2);

    assertThat(usage.between(rules("a OR b", "c d", nested), START, START.plusSeconds(10)))
        .isEqualTo(3);
    assertThat(queries()).containsExactly("a OR b OR c d", nested);
  }

  @Test
  void shouldCountAllCountriesWithQueriesOfAcceptedLength() throws Exception {
    for (int i = 0; i < 10; i++) {
      respond(1);
    }

    assertThat(usage.between(RuleFile.forCountries(Set.of()), START, START.plusSeconds(10)))
        .isEqualTo(10);
    assertThat(queries()).allSatisfy(query -> assertThat(query).hasSizeLessThanOrEqualTo(512));
    assertThat(queries().stream().flatMap(query -> Arrays.stream(query.split(" OR "))))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Locale.getISOCountries())
                .map("place_country:"::concat)
                .collect(Collectors.toSet()));
  }

  @Test
  void shouldFailPermanentlyWithoutCounts() {
    x.thenStream(
        XServerStub.body(200, "application/json", "{\"errors\":[{\"title\":\"Forbidden\"}]}"));

    assertThatThrownBy(() -> usage.between(rules("cats"), START, START.plusSeconds(10)))
        .isInstanceOfSatisfying(
            XFailure.class, failure -> assertThat(failure.end()).isInstanceOf(Refused.class))
        .hasMessageContaining("no counts in the response");
  }

  private static List<StreamRule> rules(String... values) {
    return Arrays.stream(values).map(value -> new StreamRule(value, "evilnet:" + value)).toList();
  }

  private List<String> queries() {
    return requests.stream().map(url -> url.queryParameter("query")).toList();
  }

  private AccountUsageTest respond(long posts) {
    String counts =
        """
        {"data":[{"start":"%s","end":"%s","tweet_count":%d}],"meta":{"total_tweet_count":%3$d}}"""
            .formatted(START, START.plusSeconds(10), posts);
    x.thenStream(
        exchange -> {
          requests.add(HttpUrl.get(x.url() + exchange.getRequestURI()));
          XServerStub.body(200, "application/json", counts).to(exchange);
        });
    return this;
  }
}
