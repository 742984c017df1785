package io.evilnet.launcher.cli;

import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.platform.settings.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Banner after the start: state, addresses and commands. */
record StartBanner(
    Map<String, String> settings,
    ApplicationOptions applications,
    Credentials credentials,
    RunDirectory directory) {
  /**
   * Beginning of the last line, by which {@code start-all.sh --detach} detects that the start is
   * complete.
   */
  static final String LAST_LINE = "EvilNet is up";

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    String api = credentials.api(settings.get("streams-http"));
    lines.add("  dashboard    " + api);
    credentials
        .secrets()
        .ifPresent(
            secrets -> {
              lines.add(
                  "               as user api, password in " + Credentials.apiPassword(secrets));
              lines.add("               certificate signed by " + secrets.authority());
            });
    lines.add("  metrics      " + api + "/metrics");
    if (applications.source() != Source.NONE) {
      lines.add(
          "               http://" + HostPort.forClients(settings.get("ingest-http")) + "/metrics");
    }
    if (Boolean.parseBoolean(settings.get("prometheus"))) {
      lines.add("  Prometheus   http://" + HostPort.forClients(settings.get("prometheus-http")));
    }
    lines.add("  Kafka        " + settings.get("bootstrap-servers"));
    lines.add("  Cassandra    " + settings.get("cassandra"));
    lines.add("  Spark        http://127.0.0.1:" + settings.get("spark-web-port"));
    lines.add("  logs         " + directory.log("*"));
    lines.add("  commands     bin/evilnet status, bin/evilnet counts, bin/evilnet --help");
    lines.add("");
    lines.add("%s: %s.".formatted(LAST_LINE, activity()));
    return lines;
  }

  private String activity() {
    return switch (applications.source()) {
      case SIMULATE ->
          "a simulator generates %s posts per second (--source x reads the X API)"
              .formatted(applications.rate());
      case X -> "reading the X API";
      case NONE -> "waiting for 'bin/evilnet replay FILE'";
    };
  }
}
