package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.store.table.BackfillRun;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Queries of closed windows after a repair. */
class RepairedRangeTest extends ApiTest {

  private static final Instant FROM = Instant.parse("2026-11-20T08:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofHours(1));

  @Test
  void shouldReloadClosedWindowsOnlyAfterRepair() throws Exception {
    store.row(FROM, "m", 5, 1, 4);
    assertThat(rows()).isEqualTo(1);

    store.row(FROM, "t", 1, 0, 1);
    now = now.plus(Duration.ofMinutes(30));
    assertThat(rows()).isEqualTo(1);

    now = now.plusSeconds(30);
    store.run(
        new BackfillRun(
            now.minusSeconds(20), "1", "backfill", FROM, TO, "repaired", now, 6L, 1L, 1L, ""));
    now = now.plusSeconds(11);
    assertThat(rows()).isEqualTo(2);
  }

  private int rows() throws Exception {
    return get("top?from=" + FROM + "&to=" + TO).get("rows").size();
  }
}
