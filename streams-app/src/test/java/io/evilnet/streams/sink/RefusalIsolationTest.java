package io.evilnet.streams.sink;

import static io.evilnet.streams.sink.Totals.MONTREAL;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.evilnet.core.City;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class RefusalIsolationTest {

  private static final CityTotal ACCEPTED = Totals.of(MONTREAL, 1);
  private static final CityTotal REJECTED =
      Totals.of(new City("rejected", "Rejected", "", 0, 0), 1);
  private static final CityTotal UNENCODABLE =
      Totals.of(new City("unencodable", "Unencodable", "", 0, 0), 1);

  private static final Throwable INVALID_QUERY =
      new InvalidQueryException(null, "Key may not be empty");

  /** Failures by city id. */
  private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

  private final List<List<CityTotal>> writes = new ArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long now;
  private final Refusals refusals = new Refusals(new SinkMeters(registry), () -> now);
  private boolean intact = true;
  private boolean current = true;
  private Runnable duringWrite = () -> {};
  private final RefusalIsolation isolation =
      new RefusalIsolation(
          this::write, () -> CompletableFuture.completedFuture(intact), () -> current, refusals);

  @Test
  void shouldWriteAcceptedTotalsTogether() {
    assertThat(isolation.write(List.of(ACCEPTED, REJECTED)))
        .isCompletedWithValue(List.of(ACCEPTED, REJECTED));
    assertThat(writes).containsExactly(List.of(ACCEPTED, REJECTED));
    assertThat(refusals.problem()).isEmpty();
  }

  @Test
  void shouldSkipAndCountRejectedTotalsAndWriteOthers() {
    failures.put("rejected", INVALID_QUERY);
    failures.put("unencodable", new IllegalArgumentException("no codec"));

    assertThat(isolation.write(List.of(REJECTED, ACCEPTED, UNENCODABLE)))
        .isCompletedWithValue(List.of(ACCEPTED));
    assertThat(writes).contains(List.of(ACCEPTED));
    assertThat(rejected("invalid-query")).isEqualTo(1);
    assertThat(rejected("not-encodable")).isEqualTo(1);
    assertThat(refusals.problem()).get().asString().contains("2 cities");
  }

  @Test
  void shouldWriteRecentlyRejectedTotalsSeparatelyUntilAccepted() {
    failures.put("rejected", INVALID_QUERY);
    isolation.write(List.of(REJECTED, ACCEPTED)).join();
    writes.clear();

    isolation.write(List.of(REJECTED, ACCEPTED)).join();
    assertThat(writes).containsExactly(List.of(ACCEPTED), List.of(REJECTED));
    assertThat(rejected("invalid-query")).isEqualTo(2);

    failures.clear();
    assertThat(isolation.write(List.of(REJECTED, ACCEPTED)).join())
        .containsExactly(REJECTED, ACCEPTED);
    assertThat(refusals.problem()).isEmpty();
  }

  @Test
  void shouldExpireRejections() {
    failures.put("rejected", INVALID_QUERY);
    isolation.write(List.of(REJECTED)).join();

    now += Duration.ofMinutes(11).toNanos();
    assertThat(refusals.problem()).isEmpty();
  }

  @Test
  void shouldRetryAllTotalsWhenTablesAreMissing() {
    failures.put("rejected", INVALID_QUERY);
    intact = false;

    assertThat(isolation.write(List.of(REJECTED, ACCEPTED))).isCompletedExceptionally();
    assertThat(writes).hasSize(1);
    assertThat(refusals.problem()).isEmpty();
  }

  @Test
  void shouldRetryAllTotalsWhenTablesAreDroppedDuringSingleWrites() {
    failures.put("rejected", INVALID_QUERY);
    List<Boolean> checks = new ArrayList<>(List.of(true, false));
    RefusalIsolation isolationWithTableLoss =
        new RefusalIsolation(
            this::write,
            () -> CompletableFuture.completedFuture(checks.remove(0)),
            () -> current,
            refusals);

    assertThat(isolationWithTableLoss.write(List.of(REJECTED, ACCEPTED)))
        .isCompletedExceptionally();
    assertThat(refusals.problem()).isEmpty();
    assertThat(rejected("invalid-query")).isZero();
  }

  /** The link may have created the tables before the failure is examined. */
  @Test
  void shouldRetryAllTotalsWhenTablesAreCreatedDuringWrite() {
    failures.put("rejected", INVALID_QUERY);
    duringWrite = () -> current = false;

    assertThat(isolation.write(List.of(REJECTED, ACCEPTED))).isCompletedExceptionally();
    assertThat(writes).hasSize(1);

    failures.clear();
    assertThat(isolation.write(List.of(REJECTED, ACCEPTED))).isCompletedExceptionally();
    assertThat(refusals.problem()).isEmpty();
    assertThat(rejected("invalid-query")).isZero();
  }

  @Test
  void shouldRetryAllTotalsAfterFailureUnrelatedToTotal() {
    for (Throwable failure :
        List.of(
            new IllegalStateException("no node"),
            new UnauthorizedException(null, "no right to modify"),
            new InvalidQueryException(null, "write request failed because disk usage is high"))) {
      failures.put("rejected", failure);

      assertThat(isolation.write(List.of(REJECTED, ACCEPTED)))
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .withCause(failure);
    }
    assertThat(refusals.problem()).isEmpty();
  }

  private double rejected(String reason) {
    return registry.get("evilnet.sink.refused").tag("reason", reason).counter().count();
  }

  private CompletableFuture<Collection<CityTotal>> write(Collection<CityTotal> totals) {
    writes.add(List.copyOf(totals));
    duringWrite.run();
    return totals.stream()
        .filter(total -> failures.containsKey(total.city().id()))
        .findFirst()
        .<CompletableFuture<Collection<CityTotal>>>map(
            total ->
                CompletableFuture.failedFuture(
                    new CompletionException(failures.get(total.city().id()))))
        .orElseGet(() -> CompletableFuture.completedFuture(totals));
  }
}
