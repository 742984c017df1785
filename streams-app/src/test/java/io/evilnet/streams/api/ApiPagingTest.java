package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of lists. */
class ApiPagingTest extends ApiTest {

  @ParameterizedTest
  @ValueSource(strings = {"cities?limit=%d", "cities?q=t&limit=%d", "totals?limit=%d"})
  void shouldReturnAllRowsPageByPage(String query) throws Exception {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cities?limit=1&format=csv",
        "cities?q=ti%20%26%20M%2B&limit=1&format=csv",
        "totals?from=2026-11-20T14:00:00Z&to=2026-11-20T15:05:00Z&limit=1&format=csv"
      })
  void shouldLinkAllPagesOfCsv(String query) throws Exception {
    store.city("i", "Ti & M+, Ontario");
    store.city("j", "Ti & M+, Québec");
    String all = body(query.replace("limit=1", "limit=1000"));
    StringBuilder pages = new StringBuilder();

    Optional<URI> next = Optional.of(uri(query));
    while (next.isPresent()) {
      HttpResponse<String> page = send(next.get().toString());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body().lines()).hasSize(2);
      pages.append(pages.isEmpty() ? page.body() : page.body().replaceFirst(".*\n", ""));
      next = next(page);
    }

    assertThat(all.lines()).hasSizeGreaterThan(2);
    assertThat(pages).hasToString(all);
  }

  @Test
  void shouldLinkNextPageOfJson() throws Exception {
    HttpResponse<String> page = send("totals?last=6h&limit=1");

    assertThat(send("totals?last=6h").headers().firstValue("Link")).isEmpty();
    assertThat(page.headers().firstValue("Link"))
        .contains(
            "<?last=6h&limit=1&cursor=%s>; rel=\"next\""
                .formatted(json.readTree(page.body()).get("next").asText()));
  }

  @Test
  void shouldNotRepeatOrSkipRowsWhenRowIsAdded() throws Exception {
    String cursor = get("cities?limit=2").get("next").asText();
    store.city("a", "Abbotsford, British Columbia");

    assertThat(get("cities?limit=2&cursor=" + cursor).at("/rows/0/city_id").asText())
        .isEqualTo("t");
  }

  @Test
  void shouldContinueAfterMissingRow() throws Exception {
    assertThat(get("cities?limit=1&cursor=" + cursor("n\nNanaimo")).at("/rows/0/city_id").asText())
        .isEqualTo("x");
    assertThat(get("totals?cursor=" + cursor("2026-11-20T14:45:00Z")).get("rows")).hasSize(1);
    assertThat(get("totals?cursor=" + cursor("2026-11-20T15:00:00Z")).get("rows")).isEmpty();
  }

  @Test
  void shouldContinueAfterLongIdsAndNames() throws Exception {
    List<String> names =
        List.of("\u4e00".repeat(200), "\ud840\udc00".repeat(100), "Llan".repeat(50));
    List<String> ids = new ArrayList<>();
    for (String name : names) {
      for (String end : List.of("a", "b", "c")) {
        String id = "\u4e00".repeat(300) + ids.size();
        ids.add(id);
        store.city(id, name + end);
      }
    }
    List<String> read = new ArrayList<>();

    JsonNode page = get("cities?limit=1");
    read.add(page.at("/rows/0/city_id").asText());
    while (!page.get("next").isNull()) {
      assertThat(page.get("next").asText()).hasSizeLessThanOrEqualTo(512);
      page = get("cities?limit=1&cursor=" + page.get("next").asText());
      read.add(page.at("/rows/0/city_id").asText());
    }

    assertThat(read).doesNotHaveDuplicates().containsAll(ids);
  }

  @Test
  void shouldReturnTotalsOfWholeRangeOnEachPage() throws Exception {
    JsonNode page = get("totals?limit=1");

    assertThat(page.get("rows")).hasSize(1);
    assertThat(page.get("tweets").asLong()).isEqualTo(15);
    assertThat(page.get("users").asLong()).isEqualTo(8);
  }

  @Test
  void shouldReturnAllWindowsWithoutLimit() throws Exception {
    assertThat(get("totals").get("rows")).hasSize(2);
    assertThat(get("totals").get("next").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cities?cursor=x", "totals?cursor=bQ", "totals?limit=1&cursor="})
  void shouldRejectInvalidCursor(String query) throws Exception {
    HttpResponse<String> response = send(query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json.readTree(response.body()).get("detail").asText())
        .startsWith(
            "cursor must be the next value of an earlier response to the same request, but is '");
  }

  private static String cursor(String key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
  }

  private static Optional<URI> next(HttpResponse<?> page) {
    return page.headers()
        .firstValue("Link")
        .map(link -> link.replaceFirst("<(.*)>; rel=\"next\"", "$1"))
        .map(reference -> URI.create(page.uri().toString().replaceFirst("\\?.*", "") + reference));
  }
}
