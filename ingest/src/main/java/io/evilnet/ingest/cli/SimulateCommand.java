package io.evilnet.ingest.cli;

import io.evilnet.infra.settings.HostPort;
import io.evilnet.ingest.simulator.GeneratorSettings;
import io.evilnet.ingest.simulator.Simulator;
import io.evilnet.ingest.simulator.SimulatorSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the simulator until it is told to stop. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Serves simulated posts as X's API v2 does; any bearer token is let in.")
final class SimulateCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(SimulateCommand.class);

  @Option(
      names = "--simulator-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8082",
      description = "Where it listens (default: ${DEFAULT-VALUE}).")
  private String address;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description = "Posts per second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same authors and texts (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--keep-alive",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description = "Longest time without a byte (default: ${DEFAULT-VALUE}).")
  private Duration keepAlive;

  @Override
  public Integer call() throws InterruptedException {
    SimulatorSettings settings =
        new SimulatorSettings(
            HostPort.parse(address), GeneratorSettings.of(seed, rate), keepAlive, Optional.empty());
    try (Termination termination = Termination.listen();
        Simulator simulator = new Simulator(settings)) {
      simulator.start();
      LOG.info("Simulator listens on {}, {} posts/s, seed {}", address, rate, seed);
      termination.await();
    }
    return 0;
  }
}
