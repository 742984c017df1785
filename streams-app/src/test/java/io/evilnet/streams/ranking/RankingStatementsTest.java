package io.evilnet.streams.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;
import org.junit.jupiter.api.Test;

class RankingStatementsTest {

  @Test
  void shouldBindTheValueOfTheMetric() {
    RankedCity city =
        new RankedCity(
            2, "m1", "Montréal, Québec", new Counts(9, 4, 6), new DistinctUsers(6, 6, 6));

    assertThat(InsertRanked.cql("k")).contains("(metric, side, rank, city_id, city, value)");
    assertThat(InsertRanked.values(Metric.RETWEETS, Side.TOP, city))
        .containsExactly("retweets", "top", 2, "m1", "Montréal, Québec", 4L);
    assertThat(InsertRanked.values(Metric.USERS, Side.WORST, city))
        .containsExactly("users", "worst", 2, "m1", "Montréal, Québec", 6L);
  }
}
