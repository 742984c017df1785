package io.evilnet.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@code ./start-all.sh --docker} with a stub of docker that records its arguments. */
@Timeout(60)
class DockerStartTest {
  private static final String STUB =
      """
      if [[ $* == *up* ]]; then
        echo "arguments: $*"
        env | grep -E '^(EVILNET|X)_' | sort
      elif [[ $* == *stop* || $* == *rm* || $* == *down* ]]; then
        echo "arguments: $*"
      fi
      """;

  /** Files of the checkout, without the secrets, which have modes of their own. */
  private static final Pattern MOUNTED = Pattern.compile("\\./(infra/(?!secrets)[^:}]+)");

  @TempDir Path temp;

  private BuiltProject project;

  @BeforeEach
  void createProject() throws IOException {
    project = BuiltProject.in(temp.toRealPath());
    project.docker(STUB);
  }

  @Test
  void shouldReportUnresponsiveEngineInOneLine() throws Exception {
    project.docker("[[ $1 == compose ]]");

    assertThat(project.run("./start-all.sh", "--docker").onlyLineOfFailure())
        .contains("engine does not respond", "start it");
  }

  @Test
  void shouldReportMissingComposePluginInOneLine() throws Exception {
    project.docker("exit 1");

    assertThat(project.run("./start-all.sh", "--docker").onlyLineOfFailure())
        .contains("no Compose plugin", "docker-compose-plugin");
  }

  @Test
  void shouldStartSimulatorWithoutTokenByDefault() throws Exception {
    BuiltProject.Result result =
        project.run("./start-all.sh", "--docker", "--rate", "500", "--workers=3");

    assertThat(result.exitCode()).isZero();
    assertThat(result.output())
        .contains("compose.yaml up", "--scale spark-worker=3", "EVILNET_RATE=500")
        .doesNotContain("--detach", "simulator=0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EVILNET_API_PASSWORD",
        "EVILNET_API_PASSWORD_FILE",
        "EVILNET_KAFKA_PASSWORD",
        "EVILNET_CASSANDRA_PASSWORD",
        "EVILNET_CASSANDRA_READER_PASSWORD_FILE"
      })
  void shouldRejectPasswordVariableNotPassedToContainers(String variable) throws Exception {
    Map<String, String> environment = Map.of(variable, "a-secret");

    assertThat(project.run(environment, "./start-all.sh", "--docker").onlyLineOfFailure(2))
        .contains(variable + " is not passed to containers", "unset it", "--secure")
        .doesNotContain("a-secret");
    assertThat(project.run(environment, "./start-all.sh", "--docker", "--stop").exitCode())
        .isZero();
  }

  @Test
  void shouldPassTokenAsFileInsteadOfVariable() throws Exception {
    BuiltProject.Result result =
        project.run(
            Map.of("X_BEARER_TOKEN", "a-secret"),
            "./start-all.sh",
            "--docker",
            "--source",
            "x",
            "--detach");

    Path secrets = project.path("infra/secrets");
    assertThat(result.output())
        .contains("--detach --wait", "EVILNET_X_BASE_URL=https://api.x.com")
        .contains("EVILNET_SIMULATED=false")
        .contains("EVILNET_X_TOKEN_FILE=" + secrets.resolve("x-bearer-token"))
        .contains("--scale simulator=0")
        .doesNotContain("a-secret");
    assertThat(secrets.resolve("x-bearer-token")).content(UTF_8).isEqualTo("a-secret\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldReportMissingTokenInOneLine() throws Exception {
    assertThat(
            project
                .run(
                    Map.of("X_BEARER_TOKEN", "", "X_BEARER_TOKEN_FILE", ""),
                    "./start-all.sh",
                    "--docker",
                    "--source",
                    "x")
                .onlyLineOfFailure())
        .contains("X_BEARER_TOKEN_FILE");
  }

  @ParameterizedTest
  @MethodSource("mounted")
  void shouldRejectMountedFilesThatContainersMayNotRead(String mounted) throws Exception {
    Path file = project.path(mounted);
    Files.createDirectories(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));

    assertThat(project.run("./start-all.sh", "--docker").onlyLineOfFailure())
        .contains("containers may not read " + mounted + ":", "chmod -R o+rX infra/alertmanager ")
        .doesNotContain("secrets");
    assertThat(project.run("./start-all.sh", "--docker", "--stop").exitCode()).isZero();
  }

  private static Set<String> mounted() throws IOException {
    Set<String> mounted = new TreeSet<>();
    for (String file : List.of("compose.yaml", "infra/compose/secure.yaml")) {
      ComposeFile.read(file)
          .texts(
              text -> MOUNTED.matcher(text).results().forEach(path -> mounted.add(path.group(1))));
    }
    assertThat(mounted).hasSizeGreaterThan(10).contains("infra/compose/simulated-token");
    return mounted;
  }

  @Test
  void shouldAcceptTheTokenFileOfTheLastStart() throws Exception {
    Path token = project.path("infra/secrets/x-bearer-token");
    project.write("infra/secrets/x-bearer-token", "a-secret\n");

    BuiltProject.Result result = startWithTokenFile(token);

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(token).content(UTF_8).isEqualTo("a-secret\n");
  }

  @Test
  void shouldKeepTheTokenOfTheLastStartWhenTheTokenFileIsMissing() throws Exception {
    project.write("infra/secrets/x-bearer-token", "a-secret\n");

    assertThat(startWithTokenFile(project.path("missing")).output())
        .contains("cannot read X_BEARER_TOKEN_FILE");
    assertThat(project.path("infra/secrets/x-bearer-token")).content(UTF_8).isEqualTo("a-secret\n");
  }

  private BuiltProject.Result startWithTokenFile(Path file) throws Exception {
    return project.run(
        Map.of("X_BEARER_TOKEN_FILE", file.toString()),
        "./start-all.sh",
        "--docker",
        "--source",
        "x");
  }

  @Test
  void shouldCreateSecretsAndUsersBeforeSecureStart() throws Exception {
    project.docker("echo \"arguments: $*\"");
    for (String file :
        List.of("api.password", "kafka.properties", "kafka-admin.password", "authority.p12")) {
      project.write("infra/secrets/" + file, "");
    }

    BuiltProject.Result result = project.run("./start-all.sh", "--docker", "--secure", "--detach");

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output())
        .containsSubsequence(
            "compose.yaml build schedule",
            "job -- secure --containers",
            "secure.yaml up --detach --wait kafka-1 kafka-2 kafka-controller cassandra",
            "secure.yaml run --rm",
            "provision",
            "secure.yaml up --build");
    assertThat(mode("api.password")).isEqualTo("r--r--r--");
    assertThat(mode("kafka.properties")).isEqualTo("rw-r--r--");
    assertThat(mode("kafka-admin.password")).isEqualTo("r--------");
    assertThat(mode("authority.p12")).isEqualTo("r--------");
    assertThat(mode("")).isEqualTo("rwx------");
  }

  /** Of Docker and Podman. In a rootless engine, root of a container is the user of the host. */
  @ParameterizedTest
  @CsvSource({
    "'  seccomp\n   Profile: builtin\n  rootless\n  cgroupns', 0:0",
    "'    rootless: true\n    seccompEnabled: true', 0:0",
    "'    rootless: false\n Name: rootless.example', 1234:1234"
  })
  void shouldWriteSecretsAsTheirOwner(String info, String user) throws Exception {
    project.docker("[[ $1 == info ]] && echo '%s' || echo \"arguments: $*\"".formatted(info));
    project.program("id", "echo 1234");
    for (String file : List.of("kafka.properties", "kafka-admin.password", "authority.p12")) {
      project.write("infra/secrets/" + file, "");
    }

    assertThat(project.run("./start-all.sh", "--docker", "--secure").output().lines())
        .filteredOn(line -> line.contains(" --user "))
        .hasSize(2)
        .allMatch(line -> line.contains(" --user " + user + " "));
  }

  @Test
  void shouldRejectInvalidValueOfSecure() throws Exception {
    assertThat(
            project
                .run(Map.of("EVILNET_SECURE", "yes"), "./start-all.sh", "--docker")
                .onlyLineOfFailure(2))
        .contains("invalid --secure 'yes': use true or false");
  }

  @ParameterizedTest
  @CsvSource({
    "--rate x, invalid --rate 'x': use a number of posts per second above 0",
    "--rate=0, invalid --rate '0'",
    "--rate=-5, invalid --rate '-5'",
    "--source y, invalid --source 'y'",
    "--workers=many, --workers must be a number",
    "--kafka-port 1, --kafka-port is not supported with --docker",
    "--data-dir=/tmp, --data-dir is not supported with --docker",
    "--data-dir /tmp, --data-dir is not supported with --docker"
  })
  void shouldExitWithCode2OnInvalidOption(String options, String message) throws Exception {
    BuiltProject.Result result = project.run("sh", "-c", "./start-all.sh --docker " + options);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.output()).contains(message);
  }

  @Test
  void shouldRejectFileAsSecretsDirectory() throws Exception {
    Files.writeString(project.path("infra/secrets"), "");

    assertThat(
            project
                .run(Map.of("X_BEARER_TOKEN", "t"), "./start-all.sh", "--docker", "--source", "x")
                .onlyLineOfFailure())
        .contains("infra/secrets must be a directory that you own");
  }

  @Test
  void shouldOverrideSecureVariableByOption() throws Exception {
    assertThat(
            project
                .run(
                    Map.of("EVILNET_SECURE", "true"),
                    "./start-all.sh",
                    "--docker",
                    "--secure=false")
                .output())
        .contains("compose.yaml up")
        .doesNotContain("secure.yaml");
  }

  private String mode(String secret) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(project.path("infra/secrets").resolve(secret)));
  }

  @Test
  void shouldStopAllContainers() throws Exception {
    assertThat(project.run("./start-all.sh", "--docker", "--stop").output())
        .containsSubsequence(
            "compose.yaml stop", "compose.yaml rm --force -v", "compose.yaml down");
  }
}
