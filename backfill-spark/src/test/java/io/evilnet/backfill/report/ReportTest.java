package io.evilnet.backfill.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.backfill.compare.CountTable;
import io.evilnet.backfill.compare.Difference;
import io.evilnet.backfill.compare.Difference.Kind;
import io.evilnet.backfill.compare.StoredCounts;
import io.evilnet.backfill.count.Tally;
import io.evilnet.backfill.job.Jobs;
import io.evilnet.backfill.offsets.PartitionOffsets;
import io.evilnet.backfill.offsets.TopicOffsets;
import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.TimeRange;
import io.evilnet.core.UserSketch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final Instant WINDOW = Instant.parse("2026-11-20T14:00:00Z");

  @TempDir Path directory;

  private final StringWriter terminal = new StringWriter();

  @Test
  void shouldReportValuesOfEachDifference() throws Exception {
    write(
        List.of(
            new Difference(
                CountTable.BY_WINDOW,
                key("m"),
                row(CountTable.BY_WINDOW, "m", 9),
                expected("<b>M")),
            new Difference(
                CountTable.BY_BUCKET, key("n"), row(CountTable.BY_BUCKET, "n", 1), null)));

    assertThat(terminal.toString())
        .containsPattern("2026-11-20T14:00:00Z +<b>M +counts_by_window +tweets +9 +3")
        .containsPattern("2026-11-20T14:00:00Z +n +counts_by_bucket +users +1 +-")
        .contains("2 rows differ: 1 wrong, 0 missing, 1 extra")
        .contains("; the windows from 14:05 on are still open")
        .doesNotContain("more, in the report");
    JsonNode json = new ObjectMapper().readTree(directory.resolve(Report.JSON).toFile());
    assertThat(json.get("status").textValue()).isEqualTo("different");
    assertThat(json.at("/posts/read").longValue()).isEqualTo(10);
    assertThat(json.at("/differences/0/tweets/actual").longValue()).isEqualTo(9);
    assertThat(json.at("/differences/0/tweets/expected").longValue()).isEqualTo(3);
    assertThat(json.at("/differences/1/tweets/expected").isNull()).isTrue();
    assertThat(json.at("/offsets/partitions/0/end").longValue()).isEqualTo(10);
    assertThat(Files.readString(directory.resolve(Report.HTML)))
        .contains("&lt;b&gt;M")
        .doesNotContain("<b>M")
        .doesNotContain("${")
        .contains("prefers-color-scheme: dark")
        .doesNotContain("http");
  }

  @Test
  void shouldLimitDifferencesOnTerminal() throws Exception {
    List<Difference> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(new Difference(CountTable.BY_BUCKET, key("city" + i), null, expected("City " + i)));
    }

    write(many);

    assertThat(terminal.toString()).contains("30 more rows are in the report");
    JsonNode json = new ObjectMapper().readTree(directory.resolve(Report.JSON).toFile());
    assertThat(json.get("differences")).hasSize(50);
  }

  private void write(List<Difference> differences) {
    Map<Kind, Long> kinds = new java.util.EnumMap<>(Kind.class);
    differences.forEach(difference -> kinds.merge(difference.kind(), 1L, Long::sum));
    Outcome outcome =
        new Outcome(
            "run",
            Jobs.validation(new TimeRange(WINDOW, WINDOW.plusSeconds(300)), false, false),
            new TopicOffsets(
                "tweets", "id", WINDOW, List.of(new PartitionOffsets(0, 0, WINDOW, 0, 10))),
            new TimeRange(WINDOW, WINDOW.plusSeconds(300)),
            WINDOW,
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            new Tally(10, 8, 1, 1, 0, 0),
            3,
            0,
            List.of("the windows from 14:05 on are still open"),
            kinds,
            0,
            differences.size());
    new Report(directory, new PrintWriter(terminal, true)).write(outcome, differences.iterator());
  }

  private static CityWindow key(String city) {
    return new CityWindow(WINDOW, city);
  }

  private static StoredCounts row(CountTable table, String city, long tweets) {
    return new StoredCounts(table, key(city), new Counts(tweets, 0, 1), UserSketch.NONE);
  }

  private static CityCounts expected(String name) {
    return new CityCounts(new City("m", name, "CA", 0, 0), new Counts(3, 0, 1));
  }
}
