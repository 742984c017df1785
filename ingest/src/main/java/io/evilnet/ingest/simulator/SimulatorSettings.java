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
 */
public record SimulatorSettings(
    InetSocketAddress address,
    GeneratorSettings generator,
    Duration keepAlive,
    Optional<String> token) {

  private static final Duration SHORTEST_KEEP_ALIVE = Duration.ofMillis(10);
  private static final Duration LONGEST_KEEP_ALIVE = Duration.ofSeconds(20);

  public SimulatorSettings {
    requireNonNull(address, "address");
    requireNonNull(generator, "generator");
    requireNonNull(token, "token");
    if (keepAlive.compareTo(SHORTEST_KEEP_ALIVE) < 0
        || keepAlive.compareTo(LONGEST_KEEP_ALIVE) > 0) {
      throw new IllegalArgumentException("keep-alive must be 10ms to 20s, but is " + keepAlive);
    }
  }
}
