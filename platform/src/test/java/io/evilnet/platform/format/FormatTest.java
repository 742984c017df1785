package io.evilnet.platform.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

  private record Line(Instant time, String city, long tweets) {}

  private static final List<Column<Line>> COLUMNS =
      List.of(
          Column.time("window_start", Line::time),
          Column.text("city", Line::city),
          Column.number("tweets", Line::tweets));

  private static final Instant TIME = Instant.parse("2026-11-20T14:00:00Z");
  private static final Line[] LINES = {
    new Line(TIME, "Montréal, Québec", 1_234),
    new Line(TIME, "St. John's", 5),
    new Line(TIME.plusSeconds(1), "the \"City\"", 12)
  };

  @Test
  void shouldRightAlignNumbersInTable() {
    assertThat(print(Format.TABLE, LINES))
        .isEqualTo(
            """
            WINDOW START (UTC)    CITY              TWEETS
            2026-11-20 14:00      Montréal, Québec    1234
            2026-11-20 14:00      St. John's             5
            2026-11-20T14:00:01Z  the "City"            12
            """);
  }

  @Test
  void shouldQuoteCsvCellsWithSpecialCharacters() {
    assertThat(print(Format.CSV, LINES))
        .isEqualTo(
            """
            window_start,city,tweets
            2026-11-20T14:00:00Z,"Montréal, Québec",1234
            2026-11-20T14:00:00Z,St. John's,5
            2026-11-20T14:00:01Z,"the ""City""\",12
            """);
  }

  @Test
  void shouldPrintJsonAsArrayOfObjects() {
    assertThat(print(Format.JSON, LINES))
        .isEqualTo(
            """
            [
            {"window_start":"2026-11-20T14:00:00Z","city":"Montréal, Québec","tweets":1234},
            {"window_start":"2026-11-20T14:00:00Z","city":"St. John's","tweets":5},
            {"window_start":"2026-11-20T14:00:01Z","city":"the \\"City\\"","tweets":12}
            ]
            """);
  }

  @Test
  void shouldPrintEmptyResultInEachFormat() {
    assertThat(print(Format.TABLE)).isEmpty();
    assertThat(print(Format.CSV)).isEqualTo("window_start,city,tweets\n");
    assertThat(print(Format.JSON)).isEqualTo("[]\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"})
  void shouldEscapeFormulasInCsv(String name) {
    assertThat(print(Format.CSV, new Line(TIME, name, -1))).endsWith("Z,'" + name + ",-1\n");
  }

  private static String print(Format format, Line... lines) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    assertThat(format.print(out, COLUMNS, Stream.of(lines))).isEqualTo(lines.length > 0);
    out.flush();
    return text.toString();
  }
}
