package io.evilnet.backfill.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadCountsTest {

  @Test
  void shouldReadLongRangesInMoreTasks() {
    assertThat(ReadCounts.tasks(0, 2)).isEqualTo(2);
    assertThat(ReadCounts.tasks(24, 2)).isEqualTo(2);
    assertThat(ReadCounts.tasks(33, 2)).isEqualTo(3);
    assertThat(ReadCounts.tasks(369, 2)).isEqualTo(24);
    assertThat(ReadCounts.tasks(369, 64)).isEqualTo(64);
  }
}
