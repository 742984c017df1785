package io.evilnet.backfill.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.backfill.job.JobSettings;
import io.evilnet.backfill.job.Jobs;
import io.evilnet.backfill.offsets.PartitionOffsets;
import io.evilnet.backfill.offsets.TopicOffsets;
import io.evilnet.core.CountingRules;
import io.evilnet.core.TimeRange;
import io.evilnet.store.table.CountingSource;
import io.evilnet.store.table.CountingSources.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private static final Instant NOW = Instant.parse("2026-11-20T14:02:00Z");
  private static final Instant FIRST_POST = Instant.parse("2026-11-20T12:01:00Z");
  private static final TimeRange HOURS = range("2026-11-20T11:00:00Z", "2026-11-20T14:00:00Z");

  @Test
  void shouldSkipOpenWindowsAndWindowsBeforeFirstPost() {
    Selection selection = select(false, false, complete(), Optional.empty());

    assertThat(selection.windows())
        .isEqualTo(range("2026-11-20T12:10:00Z", "2026-11-20T13:45:00Z"));
    assertThat(selection.skipped())
        .anyMatch(reason -> reason.contains("from 2026-11-20T13:45:00Z on are still open"))
        .anyMatch(
            reason ->
                reason.contains("before 2026-11-20T12:10:00Z are skipped, as the first retained"));
  }

  @Test
  void shouldSelectAllClosedWindowsOfCompleteTopic() {
    assertThat(select(false, false, complete(), Optional.of(since(Instant.EPOCH))).windows())
        .isEqualTo(range("2026-11-20T11:00:00Z", "2026-11-20T13:45:00Z"));
  }

  @Test
  void shouldSelectAllClosedWindowsWithTrustKafka() {
    assertThat(select(false, true, complete(), Optional.empty()).windows())
        .isEqualTo(range("2026-11-20T11:00:00Z", "2026-11-20T13:45:00Z"));
    assertThatThrownBy(() -> select(false, true, truncated(), Optional.empty()))
        .hasMessageContaining("were deleted; raw posts are retained for the windows from 2026")
        .hasMessageContaining("specify --from 2026-11-20T12:10:00Z");
  }

  @Test
  void shouldSkipWindowsWithPostsDeletedAfterSelection() {
    Optional<Entry> source = Optional.of(since(Instant.EPOCH));
    TopicOffsets later =
        new TopicOffsets("tweets", "id", NOW.plusSeconds(10), List.of(truncated()));
    Selection selection = select(false, false, complete(), source);

    Selection retained = selection.retained(Jobs.validation(HOURS, false, false), later, source);

    assertThat(selection.windows().from()).isEqualTo(HOURS.from());
    assertThat(retained.windows()).isEqualTo(range("2026-11-20T12:10:00Z", "2026-11-20T13:45:00Z"));
    assertThat(retained.skipped())
        .anyMatch(reason -> reason.contains("before 2026-11-20T12:10:00Z are skipped"));
    assertThatThrownBy(() -> selection.retained(Jobs.validation(HOURS, false, true), later, source))
        .hasMessageContaining("were deleted");
  }

  @Test
  void shouldSkipWindowsOfOtherSettingsEvenWithTrustKafka() {
    Instant change = Instant.parse("2026-11-20T13:10:00Z");

    for (boolean trustKafka : List.of(false, true)) {
      Selection selection = select(false, trustKafka, complete(), Optional.of(since(change)));
      assertThat(selection.windows())
          .isEqualTo(range("2026-11-20T13:10:00Z", "2026-11-20T13:45:00Z"));
      assertThat(selection.skipped())
          .anyMatch(
              reason ->
                  reason.contains("counted with other settings") && reason.contains("--into"));
    }
  }

  @Test
  void shouldFailWithoutWindowsUnlessOnlyRetained() {
    Optional<Entry> changed = Optional.of(since(NOW));

    assertThatThrownBy(() -> select(false, false, complete(), changed))
        .hasMessageContaining("no window of")
        .hasMessageContaining("counted with other settings");
    assertThat(select(true, false, complete(), changed).windows().isEmpty()).isTrue();
  }

  @Test
  void shouldFailIfAllWindowsAreOpenUnlessOnlyRetained() {
    TimeRange open = range("2026-11-20T13:50:00Z", "2026-11-20T14:00:00Z");
    TopicOffsets topic = new TopicOffsets("tweets", "id", NOW, List.of(complete()));

    assertThatThrownBy(
            () -> Selection.of(Jobs.validation(open, false, false), topic, Optional.empty()))
        .hasMessageContaining("no window of 2026-11-20T13:50:00Z to 2026-11-20T14:00:00Z can be")
        .hasMessageContaining("are still open");
    assertThat(
            Selection.of(Jobs.validation(open, true, false), topic, Optional.empty())
                .windows()
                .isEmpty())
        .isTrue();
  }

  /**
   * The last write of a row may precede its window by max-ahead, 5 minutes. With a TTL of an hour,
   * rows that expire before 14:17, the end of a run of 15 minutes, belong to windows before 13:22.
   */
  @Test
  void shouldSkipWindowsWithPossiblyExpiredRows() {
    Selection selection = select(job(HOURS, false, Optional.empty()), NOW);

    assertThat(selection.windows())
        .isEqualTo(range("2026-11-20T13:25:00Z", "2026-11-20T13:45:00Z"));
    assertThat(selection.skipped())
        .anyMatch(
            reason ->
                reason.contains(
                        "before 2026-11-20T13:25:00Z are skipped, as some of their rows may")
                    && reason.contains("counts-ttl"));
    TimeRange days = range("2026-11-10T00:00:00Z", "2026-11-20T14:00:00Z");
    assertThat(select(job(days, false, Optional.empty()), NOW).windows())
        .as("range that starts before an archive")
        .isEqualTo(selection.windows());
    assertThat(select(job(HOURS, false, Optional.empty()), NOW.plusSeconds(180)).windows().from())
        .isEqualTo(Instant.parse("2026-11-20T13:25:00Z"));
    assertThat(select(job(HOURS, false, Optional.empty()), NOW.plusSeconds(181)).windows().from())
        .isEqualTo(Instant.parse("2026-11-20T13:30:00Z"));
  }

  @Test
  void shouldSelectExpiredWindowsForOtherKeyspaceTrustKafkaOrArchive() {
    TimeRange closed = range("2026-11-20T11:00:00Z", "2026-11-20T13:45:00Z");
    TimeRange archive = range("2022-05-04T00:00:00Z", "2022-05-05T00:00:00Z");

    assertThat(select(job(HOURS, false, Optional.of("other")), NOW).windows()).isEqualTo(closed);
    assertThat(select(job(HOURS, true, Optional.empty()), NOW).windows()).isEqualTo(closed);
    assertThat(select(job(archive, false, Optional.empty()), NOW).windows()).isEqualTo(archive);
  }

  private static JobSettings job(TimeRange windows, boolean trustKafka, Optional<String> into) {
    return Jobs.validation(windows, false, trustKafka, Duration.ofHours(1), into);
  }

  /** Selects from a complete topic. */
  private static Selection select(JobSettings settings, Instant now) {
    return Selection.of(
        settings,
        new TopicOffsets("tweets", "id", now, List.of(complete())),
        Optional.of(since(Instant.EPOCH)));
  }

  private static Selection select(
      boolean onlyRetained, boolean trustKafka, PartitionOffsets topic, Optional<Entry> source) {
    return Selection.of(
        Jobs.validation(HOURS, onlyRetained, trustKafka),
        new TopicOffsets("tweets", "id", NOW, List.of(topic)),
        source);
  }

  private static PartitionOffsets complete() {
    return new PartitionOffsets(0, 0, FIRST_POST, 0, 100);
  }

  private static PartitionOffsets truncated() {
    return new PartitionOffsets(0, 10, FIRST_POST, 10, 100);
  }

  private static Entry since(Instant validFrom) {
    return new Entry(
        validFrom, "streams-1", new CountingSource("app", "id", CountingRules.DEFAULT));
  }

  private static TimeRange range(String from, String to) {
    return new TimeRange(Instant.parse(from), Instant.parse(to));
  }
}
