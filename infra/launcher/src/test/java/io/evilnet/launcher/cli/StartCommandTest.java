package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the settings that the start rejects before it starts anything. */
@Timeout(60)
class StartCommandTest {
  @TempDir Path temp;

  private BuiltProject project;

  @BeforeEach
  void createProject() throws IOException {
    project = BuiltProject.in(temp.toRealPath());
    project.realJava();
  }

  @ParameterizedTest
  @CsvSource({
    "EVILNET_API_PASSWORD, EVILNET_API_PASSWORD_FILE",
    "EVILNET_KAFKA_PASSWORD, unset it",
    "EVILNET_CASSANDRA_PASSWORD, unset it",
    "EVILNET_CASSANDRA_READER_PASSWORD, unset it"
  })
  void shouldRejectPasswordVariableNotPassedToProcesses(String variable, String remedy)
      throws Exception {
    BuiltProject.Result start = project.run(Map.of(variable, "a-secret"), "./start-all.sh");

    assertThat(start.onlyLineOfFailure(2))
        .contains(variable + " is not passed to the processes", remedy, "--secure")
        .doesNotContain("a-secret");
  }

  /** The launcher would probe streams-app without TLS until the timeout of its start. */
  @ParameterizedTest
  @ValueSource(strings = {"", "api-identity", "run.api-identity"})
  void shouldRejectApiCertificateWithoutSecure(String setting) throws Exception {
    project.write("user.properties", setting.isEmpty() ? "" : setting + "=a.pem\n");
    Map<String, String> environment =
        setting.isEmpty()
            ? Map.of("EVILNET_API_IDENTITY", "a.pem")
            : Map.of("EVILNET_CONFIG", project.path("user.properties").toString());

    assertThat(project.run(environment, "./start-all.sh").onlyLineOfFailure(2))
        .contains("api-identity requires --secure", "streams-http.pem");
  }
}
