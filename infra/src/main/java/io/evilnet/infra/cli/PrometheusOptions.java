package io.evilnet.infra.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Whether a Prometheus that is installed runs along, and where it answers. */
final class PrometheusOptions {
  @Option(
      names = "--prometheus",
      paramLabel = "true|false",
      defaultValue = "false",
      arity = "1",
      description =
          "Whether the Prometheus that is installed scrapes all of it (default: ${DEFAULT-VALUE}).")
  private boolean wanted;

  @Option(
      names = "--prometheus-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9090",
      description = "Address of Prometheus (default: ${DEFAULT-VALUE}).")
  private String address;

  boolean isWanted() {
    return wanted;
  }

  String address() {
    return address;
  }

  /**
   * Checks that it can be started, if it is wanted.
   *
   * @param path the directories of commands, as in the environment
   * @throws IllegalArgumentException if not
   */
  void requireInstalled(String path) {
    boolean installed =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(path)
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, Prometheus.EXECUTABLE)));
    if (wanted && !installed) {
      throw new IllegalArgumentException(
          "--prometheus true needs the command 'prometheus' in PATH: install Prometheus (on Debian the package prometheus),"
              + " or leave the option out, nothing else needs it");
    }
  }

  /** The options by name, as a properties file has them. */
  Map<String, String> settings() {
    return new TreeMap<>(
        Map.of("prometheus", Boolean.toString(wanted), "prometheus-http", address));
  }
}
