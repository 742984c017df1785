package io.evilnet.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The compose file in a Docker engine: the images are built, and all services are started, killed,
 * scaled, upgraded, compared with a recount and stopped, in this order.
 *
 * <p>Third-party images are local or pulled; {@code infra/stand-ins/build} builds substitutes on a
 * machine without access to a registry.
 */
@EnabledIfSystemProperty(
    named = "containers",
    matches = "|true",
    disabledReason = "starts all containers of compose.yaml: -Dcontainers runs it, with an engine")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ContainersIT {
  /** Services of this project, with a read-only root file system. */
  private static final List<String> OWN_SERVICES =
      List.of("streams-app", "ingest", "simulator", "spark-master", "spark-worker", "schedule");

  @TempDir static Path folder;

  private static Containers containers;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Containers.isEngineAvailable(), "no Docker engine answers");
    containers = new Containers(folder);
    containers.start("--rate", "100");
  }

  @AfterAll
  static void stop() throws Exception {
    if (containers != null) {
      containers.remove();
    }
  }

  @Test
  @Order(1)
  void shouldShowCountsAndAcceptCommands() {
    containers.awaitCounts();
  }

  @Test
  @Order(2)
  void shouldRunWithoutRootAndWithinLimits() throws Exception {
    for (String container : containers.of()) {
      String name = containers.inspect(container, "{{.Name}}");
      assertThat(containers.docker("top", container, "-eo", "pid,uid").succeeded().lines().skip(1))
          .as(name)
          .isNotEmpty()
          .noneMatch(line -> line.strip().endsWith(" 0"));
      assertThat(containers.inspect(container, "{{.HostConfig.Memory}}"))
          .as(name)
          .isNotEqualTo("0");
    }
    for (String service : OWN_SERVICES) {
      assertThat(containers.exec(service, "touch", "/opt/evilnet/x").output())
          .as(service)
          .contains("Read-only file system");
    }
  }

  @Test
  @Order(3)
  void shouldRecoverFromKills() throws Exception {
    for (String service :
        List.of("streams-app", "kafka-1", "ingest", "cassandra", "simulator", "spark-worker")) {
      String container = containers.of(service).get(0);
      String restarts = containers.inspect(container, "{{.RestartCount}}");
      long process = Long.parseLong(containers.inspect(container, "{{.State.Pid}}"));
      assertThat(ProcessHandle.of(process).orElseThrow().destroyForcibly()).isTrue();
      containers.awaitCondition(
          service,
          () ->
              !containers.inspect(container, "{{.RestartCount}}").equals(restarts)
                  && containers.isHealthy(service));
    }
    containers.awaitCondition("all", () -> containers.isHealthy());
    containers.awaitCounts();
  }

  @Test
  @Order(4)
  void shouldScaleOut() throws Exception {
    containers
        .startAll("--detach", "--rate", "100", "--streams", "2", "--workers", "2")
        .succeeded();

    assertThat(containers.of("streams-app")).hasSize(2);
    assertThat(containers.of("spark-worker")).hasSize(2);
    containers.awaitCondition("all", () -> containers.isHealthy());
    containers.awaitCounts();
  }

  @Test
  @Order(5)
  void shouldDeployNewImage() throws Exception {
    String before = containers.inspect(containers.of("ingest").get(0), "{{.Image}}");
    Path context = Files.createDirectory(folder.resolve("newer"));
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM evilnet/ingest:0.1.0\nLABEL org.opencontainers.image.version=\"newer\"\n");
    containers.docker("build", "--tag", "evilnet/ingest:newer", context.toString()).succeeded();
    containers.docker("tag", "evilnet/ingest:0.1.0", "evilnet/ingest:older").succeeded();
    containers.docker("tag", "evilnet/ingest:newer", "evilnet/ingest:0.1.0").succeeded();
    try {
      containers
          .docker("compose", "up", "--detach", "--no-deps", "--no-build", "--wait", "ingest")
          .succeeded();
      assertThat(containers.inspect(containers.of("ingest").get(0), "{{.Image}}"))
          .isNotEqualTo(before);
      containers.awaitCounts();
    } finally {
      containers.docker("tag", "evilnet/ingest:older", "evilnet/ingest:0.1.0").succeeded();
    }
  }

  @Test
  @Order(6)
  void shouldHaveRowsEqualToRecount() {
    containers.awaitEqualRows();
  }

  @Test
  @Order(7)
  void shouldStopOnSigterm() throws Exception {
    containers.docker("compose", "stop").succeeded();

    for (String container : containers.of()) {
      assertThat(containers.inspect(container, "{{.State.ExitCode}} {{.State.OOMKilled}}"))
          .as(() -> containers.logs())
          .isIn("0 false", "143 false");
    }
  }
}
