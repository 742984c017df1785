package io.evilnet.simulator;

import io.evilnet.platform.settings.HostPort;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Settings of simulators on free ports, for tests of clients. */
public final class SimulatorFixture {

  private static final InetSocketAddress ANY = HostPort.parse("127.0.0.1:0");
  private static final long MAX_BACKLOG_BYTES = 64L << 20;

  private SimulatorFixture() {}

  /**
   * Returns the settings of a simulator without faults.
   *
   * @param token the only accepted bearer token; any if empty
   */
  public static SimulatorSettings settings(
      GeneratorSettings generator, Duration keepAlive, Optional<String> token) {
    return new SimulatorSettings(
        ANY,
        generator,
        keepAlive,
        token,
        FaultScript.NONE,
        Duration.ZERO,
        MAX_BACKLOG_BYTES,
        false,
        Long.MAX_VALUE);
  }

  /** Returns the settings of a simulator with faults that accepts any token. */
  public static SimulatorSettings settings(
      GeneratorSettings generator,
      Duration keepAlive,
      FaultScript faults,
      Duration backfill,
      boolean gzip) {
    return new SimulatorSettings(
        ANY,
        generator,
        keepAlive,
        Optional.empty(),
        faults,
        backfill,
        MAX_BACKLOG_BYTES,
        gzip,
        Long.MAX_VALUE);
  }
}
