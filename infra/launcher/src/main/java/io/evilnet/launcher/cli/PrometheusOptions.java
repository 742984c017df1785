package io.evilnet.launcher.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Command-line options of an installed Prometheus. */
final class PrometheusOptions {
  @Option(
      names = "--prometheus",
      paramLabel = "true|false",
      defaultValue = "false",
      arity = "1",
      description =
          "Start the installed Prometheus, which scrapes all applications (default: ${DEFAULT-VALUE}).")
  private boolean enabled;

  @Option(
      names = "--prometheus-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9090",
      description = "Address of Prometheus (default: ${DEFAULT-VALUE}).")
  private String address;

  boolean isEnabled() {
    return enabled;
  }

  String address() {
    return address;
  }

  /**
   * Checks that Prometheus is installed, if it is enabled.
   *
   * @param path value of the variable PATH
   * @throws IllegalArgumentException if not
   */
  void requireInstalled(String path) {
    boolean installed =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(path)
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, Prometheus.EXECUTABLE)));
    if (enabled && !installed) {
      throw new IllegalArgumentException(
          "--prometheus true requires the command 'prometheus' in PATH: install Prometheus (on Debian the package prometheus),"
              + " or omit the option");
    }
  }
}
