package io.evilnet.ingest.run;

import io.evilnet.simulator.Deliveries;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import okio.ByteString;

/** Record of the lines that the simulator delivered: fingerprints in order. */
final class DeliveredLines implements Deliveries {

  /**
   * Bound on the bytes that ingest may have read but not accepted when it is killed: one network
   * read of 16 KiB, and the beginning of a line; doubled for safety.
   */
  private static final long READ_AHEAD_BYTES = 32 * 1024;

  private static final int LINE_END_BYTES = 2;

  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

  private final Map<String, Connection> connections = new LinkedHashMap<>();
  private Connection latest;
  private long count;

  /** Returns a fingerprint of a line. */
  static ByteString fingerprint(byte[] line) {
    return ByteString.of(line).md5();
  }

  @Override
  public synchronized void opened(String connection, int clientPort) {
    latest = new Connection(clientPort);
    connections.put(connection, latest);
  }

  @Override
  public synchronized void delivered(String connection, List<byte[]> lines) {
    connections.get(connection).add(lines);
    count += lines.size();
  }

  /**
   * Waits until the client's operating system has received all data, because a reset would discard
   * the rest.
   */
  @Override
  public void beforeReset(String connection) throws IOException {
    int clientPort;
    synchronized (this) {
      clientPort = connections.get(connection).clientPort;
    }
    long started = System.nanoTime();
    while (SocketQueues.unsent(clientPort) > 0
        && System.nanoTime() - started < SEND_TIMEOUT.toNanos()) {
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }

  /** Returns the number of connections. */
  synchronized int connections() {
    return connections.size();
  }

  /** Returns the number of delivered lines. */
  synchronized long count() {
    return count;
  }

  /** Returns all lines, in the order of the connections. */
  synchronized List<ByteString> lines() {
    List<ByteString> all = new ArrayList<>();
    connections.values().forEach(connection -> all.addAll(connection.lines));
    return all;
  }

  /**
   * Returns the lines of the latest connection that ingest has definitely accepted: those that have
   * left the socket queues, except the last ones, which may not have been flushed.
   *
   * <p>Called before ingest is killed. The stream must not be compressed.
   */
  List<ByteString> acceptedOfLatest(int serverPort) throws IOException {
    Connection connection;
    long written;
    synchronized (this) {
      connection = latest;
      written = connection == null ? 0 : connection.bytes();
    }
    if (connection == null) {
      return List.of();
    }
    // In this order: bytes written after the first number only increase the second one.
    long unread = SocketQueues.unread(serverPort, connection.clientPort).orElse(written);
    synchronized (this) {
      return connection.linesUpTo(written - unread - READ_AHEAD_BYTES);
    }
  }

  private static final class Connection {

    private final int clientPort;
    private final List<ByteString> lines = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();

    private Connection(int clientPort) {
      this.clientPort = clientPort;
    }

    private void add(List<byte[]> delivered) {
      long end = bytes();
      for (byte[] line : delivered) {
        end += line.length + LINE_END_BYTES;
        lines.add(fingerprint(line));
        ends.add(end);
      }
    }

    private long bytes() {
      return ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
    }

    private List<ByteString> linesUpTo(long bytes) {
      int count = 0;
      while (count < ends.size() && ends.get(count) <= bytes) {
        count++;
      }
      return List.copyOf(lines.subList(0, count));
    }
  }
}
