package io.evilnet.backfill.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.backfill.job.Jobs;
import io.evilnet.core.TimeRange;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecountTest {

  private static final Instant FROM = Instant.parse("2026-11-20T14:00:00Z");
  private static final TimeRange HOUR = new TimeRange(FROM, FROM.plusSeconds(3_600));

  @Test
  void shouldRejectValidationWithoutCountedWindows() {
    assertThatThrownBy(() -> require(false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the stream has not yet counted posts of any of them");
    assertThatCode(() -> require(false, true)).doesNotThrowAnyException();
    assertThatCode(() -> require(true, false)).doesNotThrowAnyException();
  }

  private static void require(boolean onlyRetained, boolean hasRows) {
    Recount.requireCompared(Jobs.validation(HOUR, onlyRetained, false), HOUR, () -> hasRows);
  }
}
