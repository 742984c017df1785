package io.evilnet.store.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.CountingRules;
import io.evilnet.core.ReferenceKind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CountingSourceTest {

  @Test
  void shouldContainEverySettingThatAffectsOutcomes() {
    assertThat(CountingSource.settings(CountingRules.DEFAULT))
        .containsEntry("window", "PT5M")
        .containsEntry("retweet-kinds", "quoted,retweeted")
        .containsEntry("countries", "CA")
        .containsEntry("max-ahead", "PT5M")
        .doesNotContainKey("grace")
        .hasSize(CountingRules.class.getRecordComponents().length - 1);
    assertThat(CountingSource.settings(rules(Set.of()))).containsEntry("countries", "all");
  }

  @Test
  void shouldParseFormattedRules() {
    CountingSource source = new CountingSource("app", "id", rules(Set.of("US", "CA")));

    assertThat(CountingSource.parseRules(source.rulesText())).isEqualTo(source.rules());
  }

  @Test
  void shouldReturnDifferingSettings() {
    assertThat(
            CountingSource.differing(
                CountingSource.settings(CountingRules.DEFAULT),
                CountingSource.settings(rules(Set.of("US")))))
        .containsExactly("countries", "retweet-kinds", "window");
  }

  private static CountingRules rules(Set<String> countries) {
    return new CountingRules(
        Duration.ofMinutes(1),
        Duration.ZERO,
        Set.of(ReferenceKind.QUOTED),
        countries,
        Duration.ofMinutes(5));
  }
}
