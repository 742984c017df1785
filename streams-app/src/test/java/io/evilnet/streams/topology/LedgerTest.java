package io.evilnet.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.Outcome;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Instant FIRST_OPEN = Instant.parse("2026-11-20T14:00:00Z");

  @Test
  void shouldReadWhatItWrote() {
    BinarySerde<Ledger> serde = new BinarySerde<>(Ledger::write, Ledger::read);
    Ledger ledger = Ledger.empty(WINDOW, "topic");
    for (Outcome outcome : Outcome.values()) {
      ledger.settle(outcome, ledger.throughOffset() + 1);
    }
    ledger.expire(10, 20);
    ledger.closeBefore(FIRST_OPEN, 30);

    Ledger read = serde.fromBytes(serde.toBytes(ledger));

    assertThat(read.throughOffset()).isEqualTo(30);
    assertThat(read.firstOpenWindow()).isEqualTo(FIRST_OPEN);
    assertThat(read.settled(Outcome.EDITED)).isEqualTo(1);
    assertThat(read.settled(Outcome.EXPIRED)).isEqualTo(11);
    assertThatThrownBy(() -> read.goingOn(WINDOW, "another")).hasMessageContaining("created anew");
  }

  /** Format 2: five outcomes, in this order, and no topic. */
  @Test
  void shouldGoOnFromTheFormatOfTheVersionBefore() {
    BinarySerde<Ledger> before =
        new BinarySerde<>((ledger, out) -> writeFormat2(out), Ledger::read);

    Ledger read = before.fromBytes(before.toBytes(Ledger.empty(WINDOW, "")));

    assertThat(read.throughOffset()).isEqualTo(99);
    assertThat(read.firstOpenWindow()).isEqualTo(FIRST_OPEN);
    assertThat(read.settled(Outcome.COUNTED)).isEqualTo(1);
    assertThat(read.settled(Outcome.UNRESOLVED)).isEqualTo(2);
    assertThat(read.settled(Outcome.DUPLICATE)).isEqualTo(3);
    assertThat(read.settled(Outcome.LATE)).isEqualTo(4);
    assertThat(read.settled(Outcome.DEAD)).isEqualTo(5);
    assertThat(read.settled(Outcome.EDITED)).isZero();
    assertThat(read.settled(Outcome.EXPIRED)).isZero();
    assertThat(read.goingOn(WINDOW, "topic").settled(Outcome.LATE)).isEqualTo(4);
  }

  private static void writeFormat2(DataOutputStream out) throws IOException {
    out.writeByte(2);
    out.writeLong(WINDOW.toMillis());
    out.writeLong(99);
    out.writeLong(FIRST_OPEN.toEpochMilli());
    for (long settled = 1; settled <= 5; settled++) {
      out.writeLong(settled);
    }
  }
}
