package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of lists. */
class ApiPagingTest extends ApiTest {

  @ParameterizedTest
  @ValueSource(strings = {"cities?limit=%d", "cities?q=t&limit=%d", "totals?limit=%d"})
  void shouldAnswerAllRowsPageByPage(String query) throws Exception {
    store.row(EARLIER.minusSeconds(300), "m", 1, 0, 1);
    store.city("i", "Timmins, Ontario");
    JsonNode all = get(query.formatted(1_000));
    List<JsonNode> rows = new ArrayList<>();

    String cursor = "";
    while (cursor != null) {
      JsonNode page = get(query.formatted(1) + cursor);
      assertThat(page.get("rows")).hasSize(1);
      page.get("rows").forEach(rows::add);
      JsonNode next = page.get("next");
      cursor = next.isNull() ? null : "&cursor=" + next.asText();
    }

    assertThat(all.get("next").isNull()).isTrue();
    assertThat(rows).hasSizeGreaterThan(1).containsExactlyElementsOf(all.get("rows"));
  }

  @Test
  void shouldNeitherRepeatNorSkipARowWhenOneIsAdded() throws Exception {
    String cursor = get("cities?limit=2").get("next").asText();
    store.city("a", "Abbotsford, British Columbia");

    assertThat(get("cities?limit=2&cursor=" + cursor).at("/rows/0/city_id").asText())
        .isEqualTo("t");
  }

  @Test
  void shouldSumUpTheWholeRangeOnEveryPage() throws Exception {
    JsonNode page = get("totals?limit=1");

    assertThat(page.get("rows")).hasSize(1);
    assertThat(page.get("tweets").asLong()).isEqualTo(15);
    assertThat(page.get("users").asLong()).isEqualTo(8);
  }

  @Test
  void shouldAnswerAllWindowsWithoutALimit() throws Exception {
    assertThat(get("totals").get("rows")).hasSize(2);
    assertThat(get("totals").get("next").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cities?cursor=x", "totals?cursor=bQ", "totals?limit=1&cursor="})
  void shouldRefuseACursorOfNoAnswer(String query) throws Exception {
    HttpResponse<String> response = send(query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json.readTree(response.body()).get("detail").asText())
        .startsWith("cursor must be next of an earlier answer to the same request, but is '");
  }
}
