package io.evilnet.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.simulator.Fault.Kind;
import io.evilnet.simulator.RuleBook.Rule;
import io.evilnet.simulator.StreamConnection.Batch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Sends lines to one client, with the faults of the script. */
final class StreamSender {

  private static final byte[] LINE_END = {'\r', '\n'};
  private static final Duration DRIP_INTERVAL = Duration.ofNanos(200_000);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private static final byte[] DISCONNECT =
      """
      {"errors":[{"title":"operational-disconnect","disconnect_type":"OperationalDisconnect",\
      "detail":"This stream has been disconnected for operational reasons.",\
      "type":"https://api.x.com/2/problems/operational-disconnect"}]}"""
          .getBytes(UTF_8);
  private static final byte[] UPSTREAM_DISCONNECT =
      """
      {"errors":[{"title":"operational-disconnect",\
      "disconnect_type":"UpstreamOperationalDisconnect",\
      "detail":"This stream has been disconnected upstream for operational reasons.",\
      "type":"https://api.twitter.com/2/problems/operational-disconnect"}]}"""
          .getBytes(UTF_8);

  private final StreamConnection connection;
  private final Supplier<RuleMatcher> rules;
  private final Usage usage;
  private final RequestedFields fields;
  private final OutputStream out;
  private final FaultPlan faults;
  private final Deliveries deliveries;
  private final Duration keepAlive;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private boolean reset;
  private long lastSentNanos = System.nanoTime();

  /**
   * @param rules supplier of the account's current rules
   * @param usage counts the delivered posts; the connection ends at its cap
   * @param fields requested fields
   * @param out stream to the client; a flush passes all data to the operating system
   * @param keepAlive interval of keep-alives on an idle connection
   */
  StreamSender(
      StreamConnection connection,
      Supplier<RuleMatcher> rules,
      Usage usage,
      RequestedFields fields,
      OutputStream out,
      FaultPlan faults,
      Deliveries deliveries,
      Duration keepAlive) {
    this.connection = connection;
    this.rules = rules;
    this.usage = usage;
    this.fields = fields;
    this.out = out;
    this.faults = faults;
    this.deliveries = deliveries;
    this.keepAlive = keepAlive;
  }

  /** Sends until the connection is closed, by a fault or by either side. */
  void run() throws IOException, InterruptedException {
    out.flush();
    boolean open = true;
    while (open && !connection.isClosed()) {
      Batch batch = connection.poll(untilKeepAlive());
      if (connection.isClosed()) {
        break;
      }
      if (batch != null) {
        List<SimulatedLine> lines = matching(batch.lines());
        long remaining = Math.max(0, usage.remaining());
        open = send(remaining < lines.size() ? lines.subList(0, (int) remaining) : lines);
        open = open && usage.remaining() > 0;
        connection.done(batch);
      }
      if (open && untilKeepAlive().isZero()) {
        write(LINE_END);
      }
    }
  }

  private List<SimulatedLine> matching(List<SimulatedLine> lines) {
    RuleMatcher matcher = rules.get();
    List<SimulatedLine> matching = new ArrayList<>(lines.size());
    for (SimulatedLine line : lines) {
      List<Rule> matched = matcher.matching(line);
      if (!matched.isEmpty()) {
        matching.add(line.with(fields.of(line.bytes(), matched)));
      }
    }
    return matching;
  }

  /** Closes the connection, or resets it if the fault requires it. */
  void end() throws IOException {
    if (reset) {
      deliveries.beforeReset(connection.id());
      connection.socket().reset();
    } else if (connection.socket().isOpen()) {
      out.close();
    }
  }

  private Duration untilKeepAlive() {
    long nanos = keepAlive.toNanos() - (System.nanoTime() - lastSentNanos);
    // Rounded up to a whole millisecond, the resolution of the wait.
    return nanos <= 0 ? Duration.ZERO : Duration.ofMillis(nanos / 1_000_000 + 1);
  }

  /** Sends lines and executes the due faults; returns false if the connection ends. */
  private boolean send(List<SimulatedLine> lines) throws IOException {
    int next = 0;
    while (next < lines.size()) {
      int count = (int) Math.min(lines.size() - next, faults.linesLeft());
      deliver(lines.subList(next, next + count));
      faults.sent(count);
      next += count;
      Optional<Fault> due = next < lines.size() ? faults.takeDue() : Optional.empty();
      if (due.isPresent()) {
        SimulatedLine line = lines.get(next++);
        if (due.get().kind() == Kind.CONNECTION) {
          beforeEnd(due.get(), line.bytes());
          return false;
        }
        distort(due.get(), line);
      }
    }
    return true;
  }

  private void beforeEnd(Fault fault, byte[] line) throws IOException {
    byte[] half = new byte[line.length / 2];
    System.arraycopy(line, 0, half, 0, half.length);
    switch (fault) {
      case STALL -> awaitClosedByClient();
      case CUT -> write(half);
      case RESET -> {
        write(half);
        reset = true;
      }
      case DISCONNECT -> write(DISCONNECT, LINE_END);
      case UPSTREAM_DISCONNECT -> write(UPSTREAM_DISCONNECT, LINE_END);
      default -> {} // Closed without a message.
    }
  }

  private void distort(Fault fault, SimulatedLine line) throws IOException {
    switch (fault) {
      case DRIP -> drip(line);
      case HUGE -> deliver(List.of(line.with(LineFaults.huge(line.bytes()))));
      case INVALID_UTF8 -> deliver(List.of(line.with(LineFaults.invalidUtf8(line.bytes()))));
      case DUPLICATE -> deliver(List.of(line, line));
      case EDIT -> deliver(List.of(line, line.with(LineFaults.edited(line.bytes()))));
      default -> deliver(List.of(line));
    }
  }

  private void deliver(List<SimulatedLine> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    List<byte[]> parts = new ArrayList<>(2 * lines.size());
    for (SimulatedLine line : lines) {
      parts.add(line.bytes());
      parts.add(LINE_END);
    }
    write(parts.toArray(byte[][]::new));
    usage.delivered(lines.size());
    deliveries.delivered(connection.id(), lines.stream().map(SimulatedLine::bytes).toList());
  }

  private void drip(SimulatedLine line) throws IOException {
    for (byte[] part : List.of(line.bytes(), LINE_END)) {
      for (byte single : part) {
        write(new byte[] {single});
        LockSupport.parkNanos(DRIP_INTERVAL.toNanos());
      }
    }
    usage.delivered(1);
    deliveries.delivered(connection.id(), List.of(line.bytes()));
  }

  private void awaitClosedByClient() {
    while (!connection.isClosed() && !connection.socket().isClosedByClient()) {
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }

  private void write(byte[]... parts) throws IOException {
    buffer.reset();
    for (byte[] part : parts) {
      buffer.writeBytes(part);
    }
    buffer.writeTo(out);
    out.flush();
    lastSentNanos = System.nanoTime();
  }
}
