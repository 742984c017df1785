package io.evilnet.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.process.HttpHealth;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceFailure;
import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.SecretsDirectory;
import io.evilnet.platform.settings.HostPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prometheus of this machine as a service: the project's configuration and rules, with the
 * addresses of the applications.
 *
 * @param address {@code host:port}
 * @param applications addresses of the scrape targets by service name
 * @param secrets credentials of the query API, if it requires authentication
 */
record Prometheus(
    Project project,
    RunDirectory directory,
    String address,
    Map<String, String> applications,
    Optional<SecretsDirectory> secrets) {
  static final String EXECUTABLE = "prometheus";

  private static final String RETENTION = "7d";
  private static final String AUTHENTICATED = "streams-app";

  Service service() {
    Path home = home();
    String url = "http://" + HostPort.forClients(address);
    return Service.named("prometheus")
        .command(
            List.of(
                EXECUTABLE,
                "--config.file=" + home.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + home.resolve("tsdb"),
                "--storage.tsdb.retention.time=" + RETENTION,
                "--web.listen-address=" + address))
        .ports(ApplicationOptions.port("--prometheus-http", address))
        .address(url)
        .health(new HttpHealth(URI.create(url + "/-/ready")))
        .live(new HttpHealth(URI.create(url + "/-/healthy")))
        .after(applications.keySet().toArray(String[]::new))
        .preparation(this::configure)
        .build();
  }

  /** Writes the configuration. */
  void configure() {
    Path source = project.root().resolve("infra/prometheus");
    try {
      Files.createDirectories(home());
      Files.copy(
          source.resolve("rules.yml"),
          home().resolve("rules.yml"),
          StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(
          home().resolve("prometheus.yml"),
          Files.readString(source.resolve("prometheus.yml"), UTF_8)
              + secrets.map(this::scrapeWithPassword).orElse(""),
          UTF_8);
      Files.writeString(home().resolve("targets.yml"), targets(), UTF_8);
    } catch (IOException e) {
      throw new ServiceFailure(
          "Cannot write the configuration of Prometheus to %s: %s".formatted(home(), e), e);
    }
  }

  private String targets() {
    return applications.entrySet().stream()
        .filter(application -> secrets.isEmpty() || !requiresPassword(application.getKey()))
        .map(
            application ->
                "- labels: {job: evilnet-%s}%n  targets: [\"%s\"]%n"
                    .formatted(application.getKey(), HostPort.forClients(application.getValue())))
        .collect(joining());
  }

  private static boolean requiresPassword(String service) {
    return service.startsWith(AUTHENTICATED);
  }

  /**
   * Returns a scrape configuration with credentials, separate from the targets that must not
   * receive them.
   */
  private String scrapeWithPassword(SecretsDirectory files) {
    return applications.entrySet().stream()
        .filter(application -> requiresPassword(application.getKey()))
        .map(
            application ->
                """
                  - job_name: evilnet-%s
                    scheme: https
                    tls_config: {ca_file: "%s"}
                    basic_auth: {username: %s, password_file: "%s"}
                    static_configs:
                      - targets: ["%s"]
                """
                    .formatted(
                        application.getKey(),
                        files.authority(),
                        DevelopmentSecrets.API,
                        Credentials.apiPassword(files),
                        HostPort.forClients(application.getValue())))
        .collect(joining());
  }

  private Path home() {
    return directory.data("prometheus");
  }
}
