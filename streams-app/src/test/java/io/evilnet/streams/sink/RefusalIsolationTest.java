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

  private static final CityTotal GOOD = Totals.of(MONTREAL, 1);
  private static final CityTotal BAD = Totals.of(new City("bad", "Bad", "", 0, 0), 1);
  private static final CityTotal WORSE = Totals.of(new City("worse", "Worse", "", 0, 0), 1);

  private static final Throwable INVALID = new InvalidQueryException(null, "Key may not be empty");

  /** By city. */
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
  void shouldWriteTogetherWhatNobodyRefuses() {
    assertThat(isolation.write(List.of(GOOD, BAD))).isCompletedWithValue(List.of(GOOD, BAD));
    assertThat(writes).containsExactly(List.of(GOOD, BAD));
    assertThat(refusals.problem()).isEmpty();
  }

  @Test
  void shouldLeaveOutAndCountWhatIsRefusedAndWriteTheOthers() {
    failures.put("bad", INVALID);
    failures.put("worse", new IllegalArgumentException("no codec"));

    assertThat(isolation.write(List.of(BAD, GOOD, WORSE))).isCompletedWithValue(List.of(GOOD));
    assertThat(writes).contains(List.of(GOOD));
    assertThat(refused("invalid-query")).isEqualTo(1);
    assertThat(refused("not-encodable")).isEqualTo(1);
    assertThat(refusals.problem()).get().asString().contains("2 cities");
  }

  @Test
  void shouldWriteApartWhatWasRefusedLatelyUntilItIsAccepted() {
    failures.put("bad", INVALID);
    isolation.write(List.of(BAD, GOOD)).join();
    writes.clear();

    isolation.write(List.of(BAD, GOOD)).join();
    assertThat(writes).containsExactly(List.of(GOOD), List.of(BAD));
    assertThat(refused("invalid-query")).isEqualTo(2);

    failures.clear();
    assertThat(isolation.write(List.of(BAD, GOOD)).join()).containsExactly(BAD, GOOD);
    assertThat(refusals.problem()).isEmpty();
  }

  @Test
  void shouldForgetARefusalAfterAWhile() {
    failures.put("bad", INVALID);
    isolation.write(List.of(BAD)).join();

    now += Duration.ofMinutes(11).toNanos();
    assertThat(refusals.problem()).isEmpty();
  }

  @Test
  void shouldRepeatAllWhenTheTablesAreGone() {
    failures.put("bad", INVALID);
    intact = false;

    assertThat(isolation.write(List.of(BAD, GOOD))).isCompletedExceptionally();
    assertThat(writes).hasSize(1);
    assertThat(refusals.problem()).isEmpty();
  }

  @Test
  void shouldRepeatAllWhenTheTablesGoDuringTheSingleWrites() {
    failures.put("bad", INVALID);
    List<Boolean> answers = new ArrayList<>(List.of(true, false));
    RefusalIsolation losing =
        new RefusalIsolation(
            this::write,
            () -> CompletableFuture.completedFuture(answers.remove(0)),
            () -> current,
            refusals);

    assertThat(losing.write(List.of(BAD, GOOD))).isCompletedExceptionally();
    assertThat(refusals.problem()).isEmpty();
    assertThat(refused("invalid-query")).isZero();
  }

  /** The link may have created the tables before the failure is examined. */
  @Test
  void shouldRepeatAllWhenTheTablesWereCreatedDuringTheWrite() {
    failures.put("bad", INVALID);
    duringWrite = () -> current = false;

    assertThat(isolation.write(List.of(BAD, GOOD))).isCompletedExceptionally();
    assertThat(writes).hasSize(1);

    failures.clear();
    assertThat(isolation.write(List.of(BAD, GOOD))).isCompletedExceptionally();
    assertThat(refusals.problem()).isEmpty();
    assertThat(refused("invalid-query")).isZero();
  }

  @Test
  void shouldRepeatAllWhenTheFailureIsNotAboutATotal() {
    for (Throwable failure :
        List.of(
            new IllegalStateException("no node"),
            new UnauthorizedException(null, "no right to modify"),
            new InvalidQueryException(null, "write request failed because disk usage is high"))) {
      failures.put("bad", failure);

      assertThat(isolation.write(List.of(BAD, GOOD)))
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .withCause(failure);
    }
    assertThat(refusals.problem()).isEmpty();
  }

  private double refused(String reason) {
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
