package io.evilnet.platform.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.platform.settings.StreamOptions;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {

  /** Kafka's default {@code log.retention.check.interval.ms} and {@code file.delete.delay.ms}. */
  private static final Duration DELETION = Duration.ofMinutes(5).plus(Duration.ofMinutes(1));

  @ParameterizedTest
  @CsvSource({"tweets, PT24H, PT24H", "tweets-dead, PT24H, PT24H", "tweets, PT100H, PT24H"})
  void shouldDeleteRecordsWithinRetention(
      String topic, Duration retention, Duration deadRetention) {
    Map<String, String> config = definition(topic, retention, deadRetention).configs();

    // A segment is deleted when its newest record has expired, so its oldest is older by
    // segment.ms.
    Duration oldest =
        Duration.ofMillis(Long.parseLong(config.get("retention.ms")))
            .plusMillis(Long.parseLong(config.get("segment.ms")))
            .plus(DELETION);
    assertThat(oldest).isLessThanOrEqualTo(retention);
    assertThat(oldest).isGreaterThan(retention.multipliedBy(95).dividedBy(100));
  }

  /** In a shared topic, compaction would delete the totals of one of two applications. */
  @Test
  void shouldDefineTopicOfTotalsPerApplication() {
    TopicSettings settings =
        new TopicSettings(6, (short) 2, 1, Duration.ofDays(1), Duration.ofDays(1));

    assertThat(Topics.cityCounts("evilnet-city-counts").name()).isEqualTo("city-counts");
    assertThat(Topics.cityCounts("minutes").name()).isEqualTo("minutes-city-counts");
    assertThat(Topics.definitions(settings, "minutes"))
        .extracting(NewTopic::name)
        .contains("minutes-city-counts")
        .doesNotContain("city-counts");
  }

  private static NewTopic definition(String topic, Duration retention, Duration deadRetention) {
    TopicSettings settings = new TopicSettings(6, (short) 2, 1, retention, deadRetention);
    return Topics.definitions(settings, StreamOptions.APPLICATION_ID).stream()
        .filter(definition -> definition.name().equals(topic))
        .findFirst()
        .orElseThrow();
  }
}
