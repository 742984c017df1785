package io.evilnet.streams.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Validation of the dashboards against the types of Grafana's schema package with the TypeScript
 * compiler; {@code infra/grafana/schema} contains its configuration and lines to be rejected.
 */
class DashboardSchemaIT {

  private static final Path SCHEMA = Dashboard.GRAFANA.resolve("schema");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "tsconfig.json", "strict.ts");

  /** Messages of npm if the network or the registry is unavailable. */
  private static final Pattern UNREACHABLE =
      Pattern.compile(
          "code (ENOTFOUND|ECONN\\w+|ETIMEDOUT|EAI_AGAIN|E40[1347]|E5\\d\\d|ERR_SOCKET\\w*)");

  private final Path directory = Path.of("target", "grafana-schema");

  @Test
  void shouldMatchSchemaOfGrafana() throws IOException, InterruptedException {
    assumeTrue(
        Tool.isInstalled("npm") && Tool.isInstalled("node"),
        "Node.js is not installed: the dashboards are not validated against Grafana's schema");
    Files.createDirectories(directory);
    for (String file : FILES) {
      Files.copy(
          SCHEMA.resolve(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    install();
    for (Dashboard dashboard : Dashboard.all()) {
      Files.writeString(
          directory.resolve(dashboard.name() + ".ts"),
          """
          import type { StrictDashboard } from './strict';
          export const dashboard: StrictDashboard =
          %s;
          """
              .formatted(Files.readString(dashboard.file(), UTF_8)),
          UTF_8);
    }

    Tool.Result compiled =
        Tool.run(directory, List.of("node", "node_modules/typescript/bin/tsc", "--project", "."));

    assertThat(compiled.exitCode()).as(compiled.output()).isZero();
  }

  private void install() throws IOException, InterruptedException {
    Tool.Result installed =
        Tool.run(directory, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
    assumeFalse(
        UNREACHABLE.matcher(installed.output()).find(),
        "the npm registry is not reachable: the dashboards are not validated against Grafana's schema");
    assertThat(installed.exitCode()).as(installed.output()).isZero();
  }
}
