package io.evilnet.ingest.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class GapLedgerTest extends GapFixture {

  private final List<MockProducer<StreamGap.Key, StreamGap>> producers =
      new CopyOnWriteArrayList<>();

  @Test
  void shouldNotRecordGapBeforeFirstConnection() {
    try (GapLedger ledger = open(this::producer)) {
      GapRecorder recorder = ledger.connection("filtered");
      ledger.start();
      recorder.received(KEEP_ALIVE, START.plusSeconds(5));
      assertThat(ledger.isOpen()).isFalse();
      assertThat(ledger.gaps()).isZero();
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void shouldRecordGapFromLastByteToNextByte() {
    try (GapLedger ledger = open(this::producer)) {
      GapRecorder recorder = ledger.connection("filtered");
      ledger.start();
      recorder.received(KEEP_ALIVE, START.plusSeconds(5));
      recorder.ended("stalled", false);
      recorder.ended("network", false);
      assertThat(ledger.isOpen()).isTrue();
      await().until(() -> sent().contains(gap(5, "stalled")));
      recorder.received(KEEP_ALIVE, START.plusSeconds(45));
      assertThat(ledger.isOpen()).isFalse();
      assertThat(ledger.gaps()).isEqualTo(1);
    }
    assertThat(sent())
        .containsExactly(gap(5, "stalled"), gap(5, "stalled").endedAt(START.plusSeconds(45)));
  }

  @Test
  void shouldReplaceCauseByPermanentFailure() {
    try (GapLedger ledger = open(this::producer)) {
      GapRecorder recorder = ledger.connection("filtered");
      ledger.start();
      recorder.received(KEEP_ALIVE, START.plusSeconds(5));
      recorder.ended("end-of-stream", false);
      await().until(() -> sent().contains(gap(5, "end-of-stream")));
      recorder.ended("credits-depleted", true);
      recorder.ended("credits-depleted", true);
      recorder.ended("network", false);
      assertThat(ledger.gaps()).isEqualTo(1);
    }
    assertThat(sent()).containsExactly(gap(5, "end-of-stream"), gap(5, "credits-depleted"));
  }

  @Test
  void shouldCountRecoveredPosts() {
    try (GapLedger ledger = open(this::producer)) {
      GapRecorder recorder = ledger.connection("filtered");
      ledger.start();
      recorder.received(KEEP_ALIVE, START.plusSeconds(5));
      recorder.ended("network", false);
      recorder.received(post(4), START.plusSeconds(20)); // created before it
      recorder.received(post(5), START.plusSeconds(20)); // at its start
      recorder.received(post(19), START.plusSeconds(20)); // within it
      recorder.received(post(20), START.plusSeconds(21)); // at its end
      recorder.received(
          post(7), START.plusSeconds(20 + 601)); // too late to be counted as recovered
    }
    assertThat(sent()).last().isEqualTo(endedGap(5, 20, "network").withRecovered(2));
  }

  @Test
  void shouldCountGapOnceWhenCauseBecomesPermanent() throws Exception {
    try (GapLedger ledger = open(this::producer)) {
      GapRecorder recorder = ledger.connection("filtered");
      ledger.start();
      recorder.received(KEEP_ALIVE, START.plusSeconds(5));
      recorder.ended("network", false);
      recorder.received(post(7), START.plusSeconds(20)); // within it
      recorder.ended("network", false);
      await().until(() -> sent().contains(gap(20, "network")));
      Files.delete(file());
      await().until(() -> Files.exists(file())); // stored by another update
      recorder.ended("refused", true);
      assertThat(ledger.gaps()).isEqualTo(2);
    }
    assertThat(sent())
        .contains(endedGap(5, 20, "network").withRecovered(1), gap(20, "refused"))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldRecordGapBetweenProcesses() {
    try (GapLedger ledger = open(this::producer)) {
      GapRecorder recorder = ledger.connection("filtered");
      ledger.start();
      recorder.received(KEEP_ALIVE, START.plusSeconds(5));
      recorder.ended("stopped", false);
    }
    try (GapLedger next = open(this::producer)) {
      GapRecorder recorder = next.connection("filtered");
      next.start();
      assertThat(next.isOpen()).isTrue();
      recorder.received(KEEP_ALIVE, START.plusSeconds(65));
    }
    assertThat(sent()).last().isEqualTo(endedGap(5, 65, "stopped"));
  }

  @Test
  void shouldEndGapOfRemovedConnection() {
    try (GapLedger ledger = open(this::producer)) {
      GapRecorder recorder = ledger.connection("filtered");
      ledger.start();
      recorder.received(KEEP_ALIVE, START.plusSeconds(5));
      recorder.ended("stopped", false);
    }
    try (GapLedger next = new GapLedger("home", file(), new GapPublisher(this::producer), at(60))) {
      next.connection("sample");
      next.start();
      assertThat(next.isOpen()).isFalse();
    }
    assertThat(sent()).last().isEqualTo(endedGap(5, 60, "stopped"));
  }

  @Test
  void shouldRecordGapAfterProcessCrash() throws Exception {
    Path killed = directory.resolve("killed.json");
    try (GapLedger ledger = open(this::producer)) {
      GapRecorder recorder = ledger.connection("filtered");
      ledger.start();
      recorder.received(KEEP_ALIVE, START.plusSeconds(5));
      await().until(() -> Files.readString(file()).contains("14:00:05"));
      Files.copy(file(), killed);
    }
    Files.copy(killed, file(), StandardCopyOption.REPLACE_EXISTING);
    try (GapLedger next = open(this::producer)) {
      GapRecorder recorder = next.connection("filtered");
      next.start();
      recorder.received(KEEP_ALIVE, START.plusSeconds(65));
    }
    assertThat(sent()).last().isEqualTo(endedGap(5, 65, "process-died"));
  }

  @Test
  void shouldKeepUnacknowledgedGapsForNextProcess() {
    try (GapLedger ledger = open(GapLedgerTest::producerWithoutKafka)) {
      GapRecorder recorder = ledger.connection("filtered");
      ledger.start();
      recorder.received(KEEP_ALIVE, START.plusSeconds(5));
      recorder.ended("network", false);
      recorder.received(KEEP_ALIVE, START.plusSeconds(6));
      recorder.ended("stopped", false);
    }
    try (GapLedger next = open(this::producer)) {
      next.connection("filtered");
      next.start();
    }
    assertThat(sent()).contains(endedGap(5, 6, "network"), gap(6, "stopped"));
  }

  @Test
  void shouldContinueAfterUnexpectedException() {
    AtomicBoolean failed = new AtomicBoolean();
    Supplier<Producer<StreamGap.Key, StreamGap>> unreliable =
        () -> {
          if (failed.compareAndSet(false, true)) {
            throw new IllegalStateException("unexpected");
          }
          return producer();
        };
    try (GapLedger ledger = open(unreliable)) {
      GapRecorder recorder = ledger.connection("filtered");
      ledger.start();
      recorder.received(KEEP_ALIVE, START.plusSeconds(5));
      recorder.ended("network", false);
      await().until(() -> sent().contains(gap(5, "network")));
    }
  }

  @Test
  void shouldStartWithEmptyLedgerWhenFileIsCorrupt() throws Exception {
    Files.writeString(file(), "{\"connections\":[{\"connection\":");
    try (GapLedger ledger = open(this::producer)) {
      GapRecorder recorder = ledger.connection("filtered");
      ledger.start();
      recorder.received(KEEP_ALIVE, START);
      assertThat(ledger.gaps()).isZero();
    }
    assertThat(new GapFile(file()).read().connections())
        .containsExactly(new ConnectionState("filtered", Optional.of(START), Optional.empty()));
  }

  @Test
  void shouldReadFileOfAnEarlierVersion() throws Exception {
    Files.writeString(
        file(),
        "{\"connections\":[{\"connection\":\"filtered\",\"last-byte\":\"%s\"}]}".formatted(START));

    assertThat(new GapFile(file()).read().connections())
        .containsExactly(new ConnectionState("filtered", Optional.of(START), Optional.empty()));
  }

  private GapLedger open(Supplier<Producer<StreamGap.Key, StreamGap>> kafka) {
    return new GapLedger("home", file(), new GapPublisher(kafka), at(0));
  }

  private Producer<StreamGap.Key, StreamGap> producer() {
    producers.add(
        new MockProducer<>(
            true,
            null,
            Topics.INGEST_GAPS.keySerde().serializer(),
            Topics.INGEST_GAPS.valueSerde().serializer()));
    return producers.get(producers.size() - 1);
  }

  private static Producer<StreamGap.Key, StreamGap> producerWithoutKafka() {
    MockProducer<StreamGap.Key, StreamGap> producer = new MockProducer<>();
    producer.sendException = new TimeoutException("no broker");
    return producer;
  }

  private List<StreamGap> sent() {
    return producers.stream()
        .flatMap(producer -> producer.history().stream())
        .map(ProducerRecord::value)
        .toList();
  }

  private static StreamGap gap(long from, String cause) {
    return StreamGap.open("home", "filtered", START.plusSeconds(from), cause);
  }

  private static StreamGap endedGap(long from, long to, String cause) {
    return gap(from, cause).endedAt(START.plusSeconds(to));
  }
}
