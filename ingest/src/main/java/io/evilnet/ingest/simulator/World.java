package io.evilnet.ingest.simulator;

import io.evilnet.ingest.pace.Pacer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts being made at a rate, and handed to whoever is connected at that moment: what nobody takes
 * is gone.
 */
final class World implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(World.class);

  private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(5);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);
  private static final int MOST_POSTS_AT_ONCE = 2_000;
  private static final byte[] LINE_END = {'\r', '\n'};

  private final GeneratorSettings settings;
  private final PostGenerator generator;
  private final Set<StreamConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong posts = new AtomicLong();
  private final Thread thread = new Thread(this::run, "simulated-world");
  private volatile boolean running = true;

  World(GeneratorSettings settings) {
    this.settings = settings;
    this.generator = new PostGenerator(settings);
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  void connect(StreamConnection connection) {
    connections.add(connection);
    LockSupport.unpark(thread);
  }

  void disconnect(StreamConnection connection) {
    connections.remove(connection);
    connection.close();
  }

  /** How many posts were handed out, redeliveries included. */
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
      if (connections.isEmpty()) {
        pacer = null;
        LockSupport.parkNanos(this, LONGEST_PAUSE.toNanos());
        continue;
      }
      if (pacer == null) {
        pacer = new Pacer(settings.postsPerSecond(), LONGEST_CATCH_UP, System.nanoTime());
      }
      long due = pacer.takeDue(System.nanoTime());
      while (due > 0) {
        int batch = (int) Math.min(due, MOST_POSTS_AT_ONCE);
        handOut(make(batch));
        posts.addAndGet(batch);
        due -= batch;
      }
      pause(pacer.untilNext(System.nanoTime()));
    }
  }

  private byte[] make(int count) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(count * 1024);
    Instant now = Instant.now();
    for (int i = 0; i < count; i++) {
      lines.writeBytes(generator.next(now));
      lines.writeBytes(LINE_END);
    }
    return lines.toByteArray();
  }

  private void handOut(byte[] lines) {
    for (StreamConnection connection : connections) {
      if (!connection.offer(lines)) {
        LOG.warn("Connection {} is too far behind: dropped", connection.id());
        disconnect(connection);
      }
    }
  }

  private void pause(Duration untilNext) {
    long nanos =
        Math.max(SHORTEST_PAUSE.toNanos(), Math.min(LONGEST_PAUSE.toNanos(), untilNext.toNanos()));
    LockSupport.parkNanos(this, nanos);
  }
}
