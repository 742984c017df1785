package io.evilnet.bench.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void shouldParsePrintedReport() {
    Report report = new Report(5_000_000, 12);
    StringWriter printed = new StringWriter();
    report.print(new PrintWriter(printed));

    assertThat(Report.parse(printed.toString().strip())).contains(report);
  }

  @Test
  void shouldIgnoreOtherLines() {
    assertThat(Report.parse("done")).isEmpty();
    assertThat(Report.parse("")).isEmpty();
  }
}
