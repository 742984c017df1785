package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.store.table.BackfillRun;
import org.junit.jupiter.api.Test;

/** The query {@code runs}. */
class RunsApiTest extends ApiTest {

  @Test
  void shouldReturnNullForPendingResultsOfRun() throws Exception {
    store.run(
        new BackfillRun(
            EARLIER, "r1", "validate", EARLIER, OPEN, "running", null, null, null, null, null));

    assertThat(get("runs").at("/rows/0/finished_at").isNull()).isTrue();
    assertThat(body("runs?format=csv"))
        .endsWith("r1,validate,running,2026-11-20T14:40:00Z,2026-11-20T15:00:00Z,,,,,\n");
  }

  @Test
  void shouldReturnRunsOfRange() throws Exception {
    store.run(
        new BackfillRun(OPEN, "r2", "backfill", EARLIER, OPEN, "repaired", OPEN, 9L, 2L, 2L, null));
    store.run(
        new BackfillRun(
            EARLIER, "r1", "validate", null, null, "running", null, null, null, null, null));

    assertThat(get("runs").get("rows")).hasSize(2);
    assertThat(get("runs?last=1h").get("rows")).hasSize(1);
    assertThat(get("runs?last=1h").at("/rows/0/run_id").asText()).isEqualTo("r2");
    assertThat(get("runs?until=2026-11-20T14:40:00Z").get("rows")).isEmpty();
  }

  @Test
  void shouldFindRunOfRangeAmongManyNewerRuns() throws Exception {
    for (int i = 0; i <= 1_000; i++) {
      store.run(
          new BackfillRun(
              NOW, "n" + i, "validate", OPEN, NOW, "running", null, null, null, null, null));
    }
    store.run(
        new BackfillRun(OPEN, "old", "validate", EARLIER, OPEN, "equal", OPEN, 9L, 0L, 0L, null));

    assertThat(get("runs?last=20m&until=2026-11-20T15:00:00Z").at("/rows/0/run_id").asText())
        .isEqualTo("old");
  }
}
