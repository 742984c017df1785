package io.evilnet.ingest.gap;

import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.StreamGap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ledger of the gaps of this collector's connections, including those between two processes: stored
 * in a file and delivered to Kafka.
 *
 * <p>The time of the last byte is stored once a second: a gap that starts with a crash may be
 * recorded up to a second too long, never too short.
 */
public final class GapLedger implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GapLedger.class);

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  /** Minimum length of a gap whose posts are counted: X counts whole seconds. */
  private static final Duration MIN_COUNTED_LENGTH = Duration.ofSeconds(10);

  /** Maximum number of gaps whose posts are not counted yet. */
  private static final int MAX_UNCOUNTED = 100;

  private final String site;
  private final GapFile file;
  private final GapPublisher publisher;
  private final Clock clock;
  private final GapFile.Content before;
  private final Map<String, GapRecorder> recorders = new LinkedHashMap<>();

  /** Latest version of each gap that Kafka has not acknowledged. */
  private final Map<StreamGap.Key, StreamGap> pending = new LinkedHashMap<>();

  /** Latest version of each ended gap whose posts X has not counted yet, oldest first. */
  private final Map<StreamGap.Key, StreamGap> uncounted = new LinkedHashMap<>();

  /** Newest gap of each connection, if it was counted. */
  private final Map<String, StreamGap> counted = new HashMap<>();

  /** Last recorded version of the newest closed gap of each connection. */
  private final Map<String, StreamGap> lastRecorded = new HashMap<>();

  /** Newest counted gap of each connection, to count it once in the number of gaps. */
  private final Map<String, StreamGap.Key> opened = new HashMap<>();

  private final AtomicLong gaps = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "gap-ledger");
  private String problem = "";
  private volatile boolean started;
  private volatile long aliveAtNanos = System.nanoTime();

  GapLedger(String site, Path file, GapPublisher publisher, Clock clock) {
    this.site = site;
    this.file = new GapFile(file);
    this.publisher = publisher;
    this.clock = clock;
    this.before = this.file.read();
    before.pending().forEach(gap -> pending.put(gap.key(), gap));
    before.uncounted().forEach(gap -> uncounted.put(gap.key(), gap));
  }

  /**
   * Opens the ledger with the state of the previous process.
   *
   * @param site label of this collector
   * @param file path of the file
   * @param kafka connection to Kafka
   */
  public static GapLedger open(String site, Path file, KafkaConnection kafka, Clock clock) {
    GapPublisher publisher = GapPublisher.to(kafka, "evilnet-ingest-" + site + "-gaps");
    return new GapLedger(site, file, publisher, clock);
  }

  /** Returns the recorder of a new connection. */
  public synchronized GapRecorder connection(String name) {
    Optional<ConnectionState> state =
        before.connections().stream().filter(s -> s.connection().equals(name)).findFirst();
    GapRecorder recorder = new GapRecorder(site, name, state, clock.instant(), this::changed);
    if (recorders.putIfAbsent(name, recorder) != null) {
      throw new IllegalArgumentException("duplicate connection name: " + name);
    }
    return recorder;
  }

  /** Starts storing and delivering, after all connections have been registered. */
  public void start() {
    endGapsOfRemovedConnections();
    started = true;
    save();
    thread.start();
  }

  /** Otherwise they would be shown as outages until the retention of gaps ends. */
  private void endGapsOfRemovedConnections() {
    for (ConnectionState state : before.connections()) {
      if (!recorders.containsKey(state.connection())) {
        state.open().ifPresent(gap -> changed(gap.endedAt(clock.instant())));
      }
    }
  }

  /** Returns whether a connection is lost at the moment. */
  public synchronized boolean isOpen() {
    return recorders.values().stream().anyMatch(GapRecorder::isOpen);
  }

  /**
   * Returns the number of gaps since the start, including the gap between the last process and this
   * one.
   */
  public long gaps() {
    return gaps.get();
  }

  /** Returns the ended gaps whose posts X has not counted yet, oldest first. */
  synchronized List<StreamGap> uncounted() {
    return List.copyOf(uncounted.values());
  }

  /** Records X's count of the posts created in an ended gap; empty if they cannot be counted. */
  synchronized void counted(StreamGap.Key key, OptionalLong posts) {
    StreamGap gap = uncounted.remove(key);
    if (gap != null && posts.isPresent()) {
      StreamGap after = gap.withMade(posts.getAsLong());
      if (isNewest(key)) {
        counted.put(key.connection(), after);
      }
      pending.put(key, after);
    }
  }

  /** Returns the time since the last activity of the thread. */
  public Duration sinceAlive() {
    return Duration.ofNanos(System.nanoTime() - aliveAtNanos);
  }

  /** Stores the state and attempts a last delivery. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    save();
  }

  private void changed(StreamGap gap) {
    recordVersion(gap);
    if (gap.isOpen()) {
      gaps.addAndGet(isNew(gap) ? 1 : 0);
      LOG.info("Gap of connection {} since {}: {}", gap.connection(), gap.from(), gap.cause());
    } else {
      Duration length = Duration.between(gap.from(), gap.to().orElseThrow());
      LOG.info("Gap of connection {} ended after {}", gap.connection(), length);
      if (length.compareTo(MIN_COUNTED_LENGTH) >= 0) {
        awaitCount(gap);
      }
    }
    save();
  }

  private void run() {
    try {
      boolean isClosing;
      do {
        isClosing = closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        aliveAtNanos = System.nanoTime();
        update();
      } while (!isClosing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      publisher.close();
    }
  }

  private void update() throws InterruptedException {
    try {
      recordRecovered();
      save();
      deliver();
    } catch (RuntimeException e) {
      LOG.error("Failed to update the ledger of gaps, retrying", e);
    }
  }

  private synchronized void awaitCount(StreamGap gap) {
    uncounted.put(gap.key(), gap);
    if (uncounted.size() > MAX_UNCOUNTED) {
      uncounted.remove(uncounted.keySet().iterator().next());
    }
  }

  private synchronized void recordRecovered() {
    for (GapRecorder recorder : recorders.values()) {
      recorder
          .newest()
          .map(this::withCount)
          .filter(gap -> !gap.equals(lastRecorded.get(gap.connection())))
          .ifPresent(this::recordVersion);
    }
  }

  private boolean isNewest(StreamGap.Key key) {
    GapRecorder recorder = recorders.get(key.connection());
    return recorder != null && recorder.newest().filter(gap -> gap.key().equals(key)).isPresent();
  }

  private StreamGap withCount(StreamGap gap) {
    StreamGap last = counted.get(gap.connection());
    return last != null && last.key().equals(gap.key())
        ? gap.withMade(last.made().orElseThrow())
        : gap;
  }

  /** Returns whether an open gap is a new one, not the same with another cause. */
  private synchronized boolean isNew(StreamGap gap) {
    return !gap.key().equals(opened.put(gap.connection(), gap.key()));
  }

  private synchronized void recordVersion(StreamGap gap) {
    pending.put(gap.key(), gap);
    if (!gap.isOpen()) {
      lastRecorded.put(gap.connection(), gap);
    }
    uncounted.computeIfPresent(gap.key(), (key, before) -> gap);
  }

  private void deliver() throws InterruptedException {
    List<StreamGap> waiting;
    synchronized (this) {
      waiting = List.copyOf(pending.values());
    }
    if (waiting.isEmpty()) {
      publisher.close();
      return;
    }
    List<StreamGap> acknowledged = publisher.send(waiting);
    synchronized (this) {
      acknowledged.forEach(gap -> pending.remove(gap.key(), gap));
    }
  }

  private synchronized void save() {
    if (!started) {
      return;
    }
    try {
      file.write(
          new GapFile.Content(
              recorders.values().stream().map(GapRecorder::state).toList(),
              List.copyOf(pending.values()),
              List.copyOf(uncounted.values())));
      problem = "";
    } catch (IOException e) {
      if (!problem.equals(e.toString())) {
        problem = e.toString();
        LOG.warn("Failed to write the ledger of gaps: {}", problem);
      }
    }
  }
}
