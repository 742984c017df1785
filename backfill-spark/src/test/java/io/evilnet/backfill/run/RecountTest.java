package io.evilnet.backfill.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.backfill.job.Jobs;
import io.evilnet.core.TimeRange;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecountTest {

  private static final Instant FIRST = Instant.parse("2026-11-20T14:00:00Z");
  private static final Instant SECOND = FIRST.plusSeconds(300);
  private static final TimeRange BOTH = new TimeRange(FIRST, SECOND.plusSeconds(300));

  @Test
  void shouldRejectAValidationOfWindowsOfWhichTheStreamHasCountedNone() {
    assertThatThrownBy(() -> require(false, Set.of(FIRST, SECOND)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the stream has not yet counted posts of any of them");
    assertThatCode(() -> require(false, Set.of(FIRST))).doesNotThrowAnyException();
    assertThatCode(() -> require(true, Set.of(FIRST, SECOND))).doesNotThrowAnyException();
  }

  private static void require(boolean onlyRetained, Set<Instant> uncounted) {
    Recount.requireCounted(Jobs.validation(BOTH, onlyRetained, false), BOTH, uncounted);
  }
}
