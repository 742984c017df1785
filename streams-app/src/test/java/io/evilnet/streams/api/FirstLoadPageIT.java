package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The first load of the dashboard with 100 cities, in a real browser. */
class FirstLoadPageIT extends PageTest {

  @Test
  void shouldLoadLessThan200Kilobytes() throws Exception {
    WorldCities.add(store, WorldCities.largest(100), EARLIER);
    go("/");

    assertThat((Long) browser.run(BYTES)).isBetween(50_000L, 200_000L);
    assertThat(browser.run("return globalThis.Supercluster === undefined")).isEqualTo(true);
  }

  @Test
  void shouldAllowBrowsersToCacheLibraries() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri("/webjars/supercluster/7.1.5/dist/supercluster.min.js"))
                .build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control").orElse(""))
        .contains("max-age=31622400");
    assertThat(response.headers().firstValue("Content-Type").orElse("")).contains("javascript");
  }
}
