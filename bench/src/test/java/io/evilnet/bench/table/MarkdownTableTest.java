package io.evilnet.bench.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTableTest {

  private final MarkdownTable table = new MarkdownTable(List.of("figure", "100", "1,000"));

  @Test
  void shouldHaveHeadingRuleAndRows() {
    assertThat(table.row(List.of("cores", "0.20", "0.40")).lines())
        .containsExactly("| figure | 100 | 1,000 |", "|---|---:|---:|", "| cores | 0.20 | 0.40 |");
  }

  @Test
  void shouldRejectRowWithWrongNumberOfCells() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.row(List.of("cores", "0.20")))
        .withMessageContaining("3 cells, but has 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "0.0123|0.012", "0.5|0.50", "12.34|12.3", "123456.7|123,457", "NaN|-"})
  void shouldFormatFigureByMagnitude(double value, String text) {
    assertThat(MarkdownTable.figure(value)).isEqualTo(text);
  }
}
