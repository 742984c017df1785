package io.evilnet.ingest.simulator;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How the simulator is run.
 *
 * @param address where it listens; port 0 takes a free one
 * @param generator what it makes, and how fast
 * @param keepAlive the longest time without a byte, 10 ms to 20 s, which is X's promise
 * @param token the only bearer token that is let in; any token is, when empty
 * @param faults what goes wrong, and when
 * @param backfill how far back a client may have posts again, up to 5 minutes; zero as for accounts
 *     without Enterprise access
 * @param mostBehindBytes how much may wait for a client before it is dropped, 1 MB or more
 * @param gzip whether clients that take it get the stream compressed
 */
public record SimulatorSettings(
    InetSocketAddress address,
    GeneratorSettings generator,
    Duration keepAlive,
    Optional<String> token,
    FaultScript faults,
    Duration backfill,
    long mostBehindBytes,
    boolean gzip) {

  private static final Duration SHORTEST_KEEP_ALIVE = Duration.ofMillis(10);
  private static final Duration LONGEST_KEEP_ALIVE = Duration.ofSeconds(20);
  private static final Duration LONGEST_BACKFILL = Duration.ofMinutes(5);
  private static final long LEAST_MOST_BEHIND = 1_000_000;
  private static final long MOST_BEHIND = 64L * 1024 * 1024;

  public SimulatorSettings {
    requireNonNull(address, "address");
    requireNonNull(generator, "generator");
    requireNonNull(token, "token");
    if (keepAlive.compareTo(SHORTEST_KEEP_ALIVE) < 0
        || keepAlive.compareTo(LONGEST_KEEP_ALIVE) > 0) {
      throw new IllegalArgumentException("keep-alive must be 10ms to 20s, but is " + keepAlive);
    }
    requireNonNull(faults, "faults");
    if (backfill.isNegative() || backfill.compareTo(LONGEST_BACKFILL) > 0) {
      throw new IllegalArgumentException("backfill must be 0s to 5m, but is " + backfill);
    }
    if (mostBehindBytes < LEAST_MOST_BEHIND) {
      throw new IllegalArgumentException(
          "most-behind must be %d bytes or more, but is %d"
              .formatted(LEAST_MOST_BEHIND, mostBehindBytes));
    }
  }

  /** All goes well. */
  public SimulatorSettings(
      InetSocketAddress address,
      GeneratorSettings generator,
      Duration keepAlive,
      Optional<String> token) {
    this(address, generator, keepAlive, token, FaultScript.NONE, Duration.ZERO, MOST_BEHIND, false);
  }

  /** The same, with faults. */
  public SimulatorSettings with(FaultScript script) {
    return new SimulatorSettings(
        address, generator, keepAlive, token, script, backfill, mostBehindBytes, gzip);
  }

  /** The same, with posts of the past. */
  public SimulatorSettings withBackfill(Duration past) {
    return new SimulatorSettings(
        address, generator, keepAlive, token, faults, past, mostBehindBytes, gzip);
  }

  /** The same, with another bound for slow clients. */
  public SimulatorSettings withMostBehindBytes(long bytes) {
    return new SimulatorSettings(
        address, generator, keepAlive, token, faults, backfill, bytes, gzip);
  }

  /** The same, compressed. */
  public SimulatorSettings withGzip() {
    return new SimulatorSettings(
        address, generator, keepAlive, token, faults, backfill, mostBehindBytes, true);
  }
}
