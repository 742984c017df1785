package io.evilnet.simulator.cli;

import io.evilnet.platform.lifecycle.Termination;
import io.evilnet.platform.settings.ByteSizeConverter;
import io.evilnet.platform.settings.HostPort;
import io.evilnet.simulator.FaultScript;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.Simulator;
import io.evilnet.simulator.SimulatorSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the simulator until it is terminated. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Serves simulated posts through X's API v2; accepts any bearer token.")
final class SimulateCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(SimulateCommand.class);

  @Option(
      names = "--simulator-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8082",
      description = "HTTP address of the simulator (default: ${DEFAULT-VALUE}).")
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
      description =
          "Seed of the generator; the same seed produces the same authors and texts (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--keep-alive",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description = "Interval of keep-alives on an idle connection (default: ${DEFAULT-VALUE}).")
  private Duration keepAlive;

  @Option(
      names = "--faults",
      paramLabel = "SCRIPT",
      description =
          "Faults and the number of lines before each, as in reset@200,unavailable,stall@50, or"
              + " random@500.")
  private String faults = "";

  @Option(
      names = "--backfill",
      paramLabel = "DURATION",
      defaultValue = "0s",
      description =
          "Maximum backfill that a client may request, up to 5m; 0s as for accounts without"
              + " Enterprise access (default: ${DEFAULT-VALUE}).")
  private Duration backfill;

  @Option(
      names = "--most-behind",
      paramLabel = "SIZE",
      defaultValue = "64m",
      converter = ByteSizeConverter.class,
      description =
          "Maximum backlog of a slow client before it is disconnected"
              + " (default: ${DEFAULT-VALUE}).")
  private long maxBacklogBytes;

  @Option(
      names = "--gzip",
      paramLabel = "true|false",
      arity = "1",
      defaultValue = "false",
      description = "Compress the stream for clients that accept it (default: ${DEFAULT-VALUE}).")
  private boolean gzip;

  @Option(
      names = "--usage-cap",
      paramLabel = "N",
      description =
          "Posts per account after which X's usage cap is simulated; unlimited if not set.")
  private Long usageCap;

  @Mixin private CitiesOptions cities;

  @Override
  public Integer call() throws InterruptedException {
    SimulatorSettings settings =
        new SimulatorSettings(
            HostPort.parse(address),
            cities.applyTo(GeneratorSettings.of(seed, rate)),
            keepAlive,
            Optional.empty(),
            FaultScript.parse(faults, seed),
            backfill,
            maxBacklogBytes,
            gzip,
            usageCap == null ? Long.MAX_VALUE : usageCap);
    try (Termination termination = Termination.listen();
        Simulator simulator = new Simulator(settings)) {
      simulator.start();
      LOG.info("Simulator listens on {}, {} posts/s, seed {}", address, rate, seed);
      termination.await();
    }
    return 0;
  }
}
