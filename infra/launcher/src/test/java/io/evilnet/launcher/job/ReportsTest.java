package io.evilnet.launcher.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final Duration EVERY = Duration.ofMinutes(15);

  @TempDir private Path directory;

  @Test
  void shouldRetainReportsOfOneDay() throws IOException {
    Reports reports = reports("validate-repeated");
    for (int i = 0; i < 100; i++) {
      write(reports.next(START.plus(EVERY.multipliedBy(i))));
    }

    assertThat(names())
        .hasSize(96)
        .startsWith("20261120-150000-validate-repeated")
        .endsWith("20261121-144500-validate-repeated");
  }

  @Test
  void shouldNotDeleteOtherReports() throws IOException {
    Path byHand = write(reports("validate").of(START));
    Path ofOtherCommand = write(reports("backfill-repeated").of(START));
    Path scheduled = write(directory.resolve("reports/scheduled"));
    Reports reports = reports("validate-repeated");
    for (int i = 0; i < 100; i++) {
      write(reports.next(START.plus(EVERY.multipliedBy(i))));
    }

    assertThat(List.of(byHand, ofOtherCommand, scheduled)).allMatch(Files::exists);
  }

  @Test
  void shouldNameReportByStartAndCommand() {
    assertThat(reports("validate").next(START))
        .isEqualTo(directory.resolve("reports/20261120-140000-validate"));
  }

  private Reports reports(String name) {
    return new Reports(directory.resolve("reports"), name);
  }

  private static Path write(Path report) throws IOException {
    Files.writeString(Files.createDirectories(report).resolve("report.json"), "{}");
    return report;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> reports = Files.list(directory.resolve("reports"))) {
      return reports.map(report -> report.getFileName().toString()).sorted().toList();
    }
  }
}
