package io.evilnet.simulator;

import io.evilnet.platform.pace.Pacer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Generates posts at a rate from the first connection on, and delivers them to the connected
 * clients. As at X, a client does not receive posts generated while it was disconnected, unless it
 * requests backfill.
 */
final class PostFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostFeed.class);

  private static final Duration MAX_CATCH_UP = Duration.ofSeconds(5);
  private static final Duration MIN_PAUSE = Duration.ofMillis(2);
  private static final Duration MAX_PAUSE = Duration.ofMillis(50);
  private static final int MAX_BATCH_POSTS = 2_000;

  private final GeneratorSettings settings;
  private final PostGenerator generator;
  private final Object lock = new Object();
  private final History history;
  private final Clock clock;
  private final Set<StreamConnection> connections = ConcurrentHashMap.newKeySet();
  private final Produced produced = new Produced();
  private final AtomicLong posts = new AtomicLong();
  private final Thread thread = new Thread(this::run, "simulated-world");
  private volatile boolean started;
  private volatile boolean running = true;

  PostFeed(GeneratorSettings settings, History history, Clock clock) {
    this.settings = settings;
    this.history = history;
    this.clock = clock;
    this.generator = new PostGenerator(settings);
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Adds a client, and first sends it the requested backfill. */
  void connect(StreamConnection connection, Duration backfill) {
    synchronized (lock) {
      connection.offerBackfill(history.since(clock.instant().minus(backfill)));
      connections.add(connection);
    }
    started = true;
    LockSupport.unpark(thread);
  }

  void disconnect(StreamConnection connection) {
    connections.remove(connection);
    connection.close();
  }

  /** Returns the numbers of recently generated posts. */
  Produced produced() {
    return produced;
  }

  /** Returns the number of generated posts, including redeliveries. */
  long posts() {
    return posts.get();
  }

  @Override
  public void close() {
    running = false;
    connections.forEach(this::disconnect);
    LockSupport.unpark(thread);
  }

  private void run() {
    Pacer pacer = null;
    while (running) {
      if (!started) {
        LockSupport.parkNanos(this, MAX_PAUSE.toNanos());
        continue;
      }
      if (pacer == null) {
        pacer = new Pacer(settings.postsPerSecond(), MAX_CATCH_UP, System.nanoTime());
      }
      long due = pacer.takeDue(System.nanoTime());
      while (due > 0) {
        int batch = (int) Math.min(due, MAX_BATCH_POSTS);
        deliver(generate(batch));
        posts.addAndGet(batch);
        due -= batch;
      }
      pause(pacer.untilNext(System.nanoTime()));
    }
  }

  private List<SimulatedLine> generate(int count) {
    List<SimulatedLine> lines = new ArrayList<>(count);
    Instant now = clock.instant();
    for (int i = 0; i < count; i++) {
      lines.add(generator.nextLine(now));
    }
    return lines;
  }

  private void deliver(List<SimulatedLine> lines) {
    long bytes = lines.stream().mapToLong(line -> line.bytes().length).sum();
    synchronized (lock) {
      Instant now = clock.instant();
      history.add(now, lines);
      produced.add(now, lines);
      connections.removeIf(connection -> !offer(connection, lines, bytes));
    }
  }

  /** Adds lines for a client, or disconnects it if its backlog exceeds the maximum. */
  private static boolean offer(StreamConnection connection, List<SimulatedLine> lines, long bytes) {
    if (connection.offer(lines, bytes)) {
      return true;
    }
    LOG.warn(
        "Disconnecting slow client of connection {}, as X does: backlog of {} bytes",
        connection.id(),
        connection.backlogBytes());
    connection.drop();
    return false;
  }

  private void pause(Duration untilNext) {
    long nanos = Math.max(MIN_PAUSE.toNanos(), Math.min(MAX_PAUSE.toNanos(), untilNext.toNanos()));
    LockSupport.parkNanos(this, nanos);
  }
}
