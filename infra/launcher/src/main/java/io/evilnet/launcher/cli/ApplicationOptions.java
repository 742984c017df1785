package io.evilnet.launcher.cli;

import io.evilnet.launcher.process.Port;
import io.evilnet.platform.settings.HostPort;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Command-line options that select EvilNet's applications and their addresses. */
final class ApplicationOptions {
  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      defaultValue = "simulate",
      description =
          "Source of posts: simulate, a simulated stream without credentials; x, the X API,"
              + " with X_BEARER_TOKEN; none (default: ${DEFAULT-VALUE}).")
  private Source source;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Posts per second of the simulator (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--streams-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8080",
      description = "HTTP address of streams-app (default: ${DEFAULT-VALUE}).")
  private String streamsHttp;

  @Option(
      names = "--streams-apps",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Instances of streams-app, 1 or 2; of two, each keeps a standby of the other's state"
              + " (default: ${DEFAULT-VALUE}).")
  private int streamsApps;

  @Option(
      names = "--second-streams-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8084",
      description = "HTTP address of the second streams-app (default: ${DEFAULT-VALUE}).")
  private String secondStreamsHttp;

  @Option(
      names = "--ingest-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8081",
      description = "HTTP address of ingest (default: ${DEFAULT-VALUE}).")
  private String ingestHttp;

  @Option(
      names = "--simulator-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8082",
      description = "HTTP address of the simulator (default: ${DEFAULT-VALUE}).")
  private String simulatorHttp;

  @Option(
      names = "--advertised-simulator-http",
      paramLabel = "HOST:PORT",
      description =
          "Address at which ingest connects to the simulator, if a proxy forwards to"
              + " --simulator-http.")
  private String advertisedSimulatorHttp;

  @Option(
      names = "--schedule",
      paramLabel = "true|false",
      defaultValue = "true",
      arity = "1",
      description =
          "Validate closed windows at the interval validate-every"
              + " (default: ${DEFAULT-VALUE}).")
  private boolean schedule;

  @Option(
      names = "--schedule-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8083",
      description = "HTTP address of the schedule (default: ${DEFAULT-VALUE}).")
  private String scheduleHttp;

  Source source() {
    return source;
  }

  String rate() {
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate must be more than 0, but is " + rate);
    }
    return rate == Math.rint(rate) ? Long.toString((long) rate) : Double.toString(rate);
  }

  /** Returns the addresses of the streams-app instances by service name. */
  Map<String, String> streamsApps() {
    if (streamsApps < 1 || streamsApps > 2) {
      throw new IllegalArgumentException("streams-apps must be 1 or 2, but is " + streamsApps);
    }
    Map<String, String> apps = new LinkedHashMap<>();
    apps.put("streams-app", streamsHttp);
    if (streamsApps > 1) {
      apps.put("streams-app-2", secondStreamsHttp);
    }
    return apps;
  }

  String ingestHttp() {
    return ingestHttp;
  }

  boolean schedule() {
    return schedule;
  }

  String scheduleHttp() {
    return scheduleHttp;
  }

  String simulatorHttp() {
    return simulatorHttp;
  }

  /** Returns the addresses of all selected applications by service name. */
  Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.putAll(streamsApps());
    if (source == Source.SIMULATE) {
      addresses.put("simulator", simulatorHttp);
    }
    if (source != Source.NONE) {
      addresses.put("ingest", ingestHttp);
    }
    if (schedule) {
      addresses.put("schedule", scheduleHttp);
    }
    return addresses;
  }

  static Port port(String setting, String address) {
    InetSocketAddress parsed = HostPort.parse(address);
    return new Port(setting, parsed.getPort());
  }

  /** Returns the settings of clients of the simulator; empty without it. */
  Map<String, String> simulation() {
    String address = advertisedSimulatorHttp == null ? simulatorHttp : advertisedSimulatorHttp;
    return source == Source.SIMULATE
        ? Map.of("simulated", "true", "x-base-url", "http://" + HostPort.forClients(address))
        : Map.of();
  }
}
