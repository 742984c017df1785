package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.streams.ranking.Metric;
import io.evilnet.streams.ranking.RankedCity;
import io.evilnet.streams.ranking.Ranking;
import io.evilnet.streams.ranking.Side;
import org.junit.jupiter.api.Test;

/** The ranking of the last hour, as in the table {@code ranking}. */
class LastHourRankingTest extends ApiTest {

  @Test
  void shouldRankLastHourLikeDefaultOfTop() throws Exception {
    Ranking ranking = api.lastHour();

    assertThat(ranking.first(5, Metric.TWEETS, Side.TOP))
        .extracting(RankedCity::cityId)
        .isEqualTo(get("top").get("rows").findValuesAsText("city_id"))
        .containsExactly("t", "m");
    assertThat(api.lastHour()).isSameAs(ranking);

    now = now.plusSeconds(11);
    store.row(OPEN, "m", 20, 2, 2);
    assertThat(api.lastHour().first(1, Metric.TWEETS, Side.TOP))
        .extracting(RankedCity::cityId)
        .containsExactly("m");
  }
}
