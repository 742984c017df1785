package io.evilnet.launcher.cli;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.evilnet.launcher.cluster.ApplicationProcesses;
import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.cluster.Spark;
import io.evilnet.launcher.process.HttpHealth;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.platform.settings.EvilnetCommand;
import io.evilnet.platform.settings.HostPort;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * EvilNet's applications as services: jars with settings in the environment and health checks over
 * HTTP.
 */
final class Applications {
  private static final String SIMULATOR = "simulator";
  private static final String READY = "/health/ready";
  private static final String LIVE = "/health/live";
  private static final Duration X_START_TIMEOUT = Duration.ofSeconds(90);

  private final Project project;
  private final RunDirectory directory;
  private final ApplicationProcesses processes;
  private final Map<String, String> settings;
  private final ApplicationOptions options;
  private final Credentials credentials;
  private final Preparations preparations;

  Applications(
      Project project,
      RunDirectory directory,
      Map<String, String> settings,
      ApplicationOptions options,
      Credentials credentials,
      Preparations preparations) {
    this.project = project;
    this.directory = directory;
    this.processes = new ApplicationProcesses(project, directory);
    this.settings = settings;
    this.options = options;
    this.credentials = credentials;
    this.preparations = preparations;
  }

  List<Service> services() {
    List<Service> services = new ArrayList<>();
    services.addAll(streams());
    switch (options.source()) {
      case SIMULATE -> {
        services.add(simulator());
        services.add(
            ingest()
                // The simulator accepts any token; a real one is not sent to it, even if the
                // user's settings file names one.
                .environment("X_BEARER_TOKEN", "simulated")
                .environment("EVILNET_X_BEARER_TOKEN_FILE", "")
                .after(SIMULATOR)
                .build());
      }
      case X -> services.add(ingest().withToken().startWithin(X_START_TIMEOUT).build());
      case NONE -> {}
    }
    if (options.schedule()) {
      services.add(schedule());
    }
    return services;
  }

  private List<Service> streams() {
    Map<String, String> apps = options.streamsApps();
    List<Service> services = new ArrayList<>();
    apps.forEach(
        (name, address) -> {
          Service.Builder app = streams(name, address);
          if (apps.size() > 1) {
            sharePartitions(app, services.size() + 1, without(name, apps.keySet()));
          }
          services.add(app.build());
        });
    return services;
  }

  private Service.Builder streams(String name, String address) {
    String setting = name.equals("streams-app") ? "--streams-http" : "--second-streams-http";
    return processes
        .streams(name)
        .environment(variables(settings))
        .environment(variables(credentials.streams()))
        .environment("EVILNET_STREAMS_HTTP", address)
        .ports(ApplicationOptions.port(setting, address))
        .address(credentials.api(address))
        .health(credentials.apiHealth(address, READY))
        .live(credentials.apiHealth(address, LIVE))
        .after("kafka-1", "kafka-2", "cassandra")
        .preparation(preparations::all)
        .stopWithin(Duration.ofSeconds(30));
  }

  /**
   * Configures instances that share the partitions: static membership, a standby, and a short
   * session timeout for takeover within seconds.
   */
  private static void sharePartitions(Service.Builder app, int number, Set<String> others) {
    app.substitutes(others)
        .environment(Succession.INSTANCE, "streams-" + number)
        .environment("EVILNET_STANDBYS", "1")
        .environment("EVILNET_SESSION_TIMEOUT", "3s");
  }

  private static Set<String> without(String name, Set<String> names) {
    return names.stream().filter(other -> !other.equals(name)).collect(toSet());
  }

  private Service simulator() {
    return application(SIMULATOR, "testkit/simulator")
        .environment("EVILNET_RATE", options.rate())
        .ports(ApplicationOptions.port("--simulator-http", options.simulatorHttp()))
        .address(http(options.simulatorHttp()))
        .health(health(options.simulatorHttp(), READY))
        .live(health(options.simulatorHttp(), LIVE))
        .build();
  }

  private Service.Builder ingest() {
    return application("ingest", "ingest")
        .environment(variables(credentials.ingest()))
        .ports(ApplicationOptions.port("--ingest-http", options.ingestHttp()))
        .address(http(options.ingestHttp()))
        .health(health(options.ingestHttp(), READY))
        // Outages, rate limits or exhausted credits of X must not fail the start of everything
        // else.
        .minimumHealth(health(options.ingestHttp(), LIVE))
        .live(health(options.ingestHttp(), LIVE))
        .after("kafka-1", "kafka-2")
        .preparation(preparations.topics());
  }

  /** Returns the schedule, which receives the launcher's project because it submits jobs. */
  private Service schedule() {
    return application("schedule", "schedule", "infra/launcher", project.properties())
        .environment(variables(credentials.schedule()))
        .environment("EVILNET_DATA_DIR", directory.root().toString())
        .ports(ApplicationOptions.port("--schedule-http", options.scheduleHttp()))
        .address(http(options.scheduleHttp()))
        .health(health(options.scheduleHttp(), READY))
        .live(health(options.scheduleHttp(), LIVE))
        .after("kafka-1", "kafka-2", "cassandra", Spark.MASTER)
        .build();
  }

  private Service.Builder application(String name, String module) {
    return application(name, name, module, List.of());
  }

  private Service.Builder application(
      String name, String process, String module, List<String> jvmOptions) {
    return processes
        .application(name, process, module, jvmOptions)
        .environment(variables(settings));
  }

  private static HttpHealth health(String address, String path) {
    return new HttpHealth(URI.create(http(address) + path));
  }

  private static String http(String address) {
    return "http://" + HostPort.forClients(address);
  }

  private static Map<String, String> variables(Map<String, String> settings) {
    return settings.entrySet().stream()
        .collect(toMap(setting -> EvilnetCommand.variable(setting.getKey()), Map.Entry::getValue));
  }
}
