package io.evilnet.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.evilnet.launcher.cluster.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./start-all.sh --docker --secure} in a Docker engine. */
@EnabledIfSystemProperty(
    named = "containers",
    matches = "|true",
    disabledReason = "starts all containers of compose.yaml: -Dcontainers runs it, with an engine")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SecureContainersIT {
  private static final Path SECRETS = Project.find().root().resolve("infra/secrets");

  @TempDir static Path folder;

  private static Containers containers;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Containers.isEngineAvailable(), "no Docker engine answers");
    containers = new Containers(folder);
    containers.start("--secure", "--rate", "100");
  }

  @AfterAll
  static void stop() throws Exception {
    if (containers != null) {
      containers.remove();
    }
  }

  @Test
  void shouldCountAndHaveRowsEqualToRecount() {
    containers.awaitCounts();
    containers.awaitEqualRows();
  }

  @Test
  void shouldRejectClientsWithoutTlsOrPassword() throws Exception {
    assertThat(
            containers
                .exec("kafka-1", "bash", "/evilnet/healthy", "kafka", "127.0.0.1:9092", "1")
                .exitCode())
        .isNotZero();
    assertThat(plaintext("/api/v1/cities").output()).doesNotContain(" 200");
    assertThat(tls("/api/v1/cities").output()).contains(" 401");
    assertThat(tls("/health/ready").output()).contains(" 200");
  }

  @Test
  void shouldMountSecretsOfServiceOnly() throws Exception {
    assertThat(containers.exec("ingest", "ls", "/run/secrets").succeeded().lines())
        .containsExactlyInAnyOrder("ca.pem", "kafka-ingest.password", "x-bearer-token");
  }

  @Test
  void shouldNotExposePasswordsInEnvironmentsAndArguments() throws Exception {
    List<Path> passwords;
    try (Stream<Path> files = Files.list(SECRETS)) {
      passwords = files.filter(file -> file.toString().endsWith(".password")).toList();
    }
    assertThat(passwords).isNotEmpty();
    for (String container : containers.of()) {
      String description = containers.docker("inspect", container).succeeded();
      for (Path password : passwords) {
        assertThat(description.contains(Files.readString(password).strip()))
            .as("%s in %s", password.getFileName(), container)
            .isFalse();
      }
    }
  }

  private static Containers.Result tls(String path) throws Exception {
    return request(
        path,
        "timeout 5 openssl s_client -quiet -connect streams-app:8080 -CAfile /run/secrets/ca.pem");
  }

  private static Containers.Result plaintext(String path) throws Exception {
    return request(path, "{ exec 3<>/dev/tcp/streams-app/8080; cat >&3; timeout 5 cat <&3; }");
  }

  /** Sends a request from another container of the network. */
  private static Containers.Result request(String path, String client) throws Exception {
    return containers.exec(
        "ingest",
        "bash",
        "-c",
        "printf 'GET %s HTTP/1.0\\r\\n\\r\\n' | %s".formatted(path, client));
  }
}
