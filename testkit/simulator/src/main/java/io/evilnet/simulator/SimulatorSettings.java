package io.evilnet.simulator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the simulator.
 *
 * @param address address of the server; port 0 selects a free one
 * @param generator settings of the generator
 * @param keepAlive interval of keep-alives on an idle connection, 10 ms to 20 s, X's guarantee
 * @param token the only accepted bearer token; any if empty
 * @param faults script of faults
 * @param backfill maximum backfill, up to 5 minutes; zero as for accounts without Enterprise access
 * @param maxBacklogBytes maximum backlog of a client before it is disconnected, 1 MB or more
 * @param gzip whether the stream is compressed for clients that accept it
 * @param cap posts per account before its usage cap is reached; {@link Long#MAX_VALUE} for none
 */
public record SimulatorSettings(
    InetSocketAddress address,
    GeneratorSettings generator,
    Duration keepAlive,
    Optional<String> token,
    FaultScript faults,
    Duration backfill,
    long maxBacklogBytes,
    boolean gzip,
    long cap) {

  private static final Duration MIN_KEEP_ALIVE = Duration.ofMillis(10);
  private static final Duration MAX_KEEP_ALIVE = Duration.ofSeconds(20);
  private static final Duration MAX_BACKFILL = Duration.ofMinutes(5);
  private static final long MIN_BACKLOG_LIMIT = 1_000_000;

  public SimulatorSettings {
    if (keepAlive.compareTo(MIN_KEEP_ALIVE) < 0 || keepAlive.compareTo(MAX_KEEP_ALIVE) > 0) {
      throw new IllegalArgumentException("keep-alive must be 10ms to 20s, but is " + keepAlive);
    }
    if (backfill.isNegative() || backfill.compareTo(MAX_BACKFILL) > 0) {
      throw new IllegalArgumentException("backfill must be 0s to 5m, but is " + backfill);
    }
    if (cap < 1) {
      throw new IllegalArgumentException("usage-cap must be 1 or more, but is " + cap);
    }
    if (maxBacklogBytes < MIN_BACKLOG_LIMIT) {
      throw new IllegalArgumentException(
          "most-behind must be %d bytes or more, but is %d"
              .formatted(MIN_BACKLOG_LIMIT, maxBacklogBytes));
    }
  }
}
