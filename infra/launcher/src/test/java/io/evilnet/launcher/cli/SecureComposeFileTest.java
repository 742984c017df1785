package io.evilnet.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.launcher.cluster.ContainerFiles;
import io.evilnet.launcher.provision.SecretsDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the Compose file of authentication that need no container engine. */
class SecureComposeFileTest {
  private static final Path MOUNTED = Path.of("/run/secrets");

  private ComposeFile file;
  private ComposeFile base;

  @BeforeEach
  void read() throws IOException {
    file = ComposeFile.read("infra/compose/secure.yaml");
    base = ComposeFile.read();
  }

  @Test
  void shouldUseCredentialsOfLocalCluster() {
    Credentials credentials =
        new Credentials(Optional.of(new SecretsDirectory(MOUNTED)), Path.of("unused"));

    assertThat(environment("streams-app")).isEqualTo(variables(credentials.streams()));
    assertThat(environment("ingest")).isEqualTo(variables(credentials.ingest()));
    assertThat(environment("schedule")).isEqualTo(variables(credentials.schedule()));
  }

  @Test
  void shouldMountOnlyReferencedSecrets() {
    for (String service : List.of("streams-app", "ingest", "schedule")) {
      TreeSet<String> referenced = new TreeSet<>();
      environment(service)
          .values()
          .forEach(
              value -> {
                if (value.startsWith(MOUNTED + "/")) {
                  referenced.add(value.substring(MOUNTED.toString().length() + 1));
                }
              });
      if (service.equals("schedule")) {
        referenced.add("ca.p12"); // the default trust store, beside ca.pem
      }
      assertThat(new TreeSet<>(file.strings(service, "secrets"))).as(service).isEqualTo(referenced);
    }
  }

  @Test
  void shouldDeclareFileOfEachSecretOnce() {
    TreeSet<String> used = new TreeSet<>();
    file.services().keySet().forEach(name -> used.addAll(file.strings(name, "secrets")));
    TreeSet<String> declared = new TreeSet<>();
    file.root()
        .get("secrets")
        .properties()
        .forEach(
            secret -> {
              declared.add(secret.getKey());
              assertThat(secret.getValue().get("file").asText())
                  .isEqualTo("./infra/secrets/" + secret.getKey());
            });

    assertThat(declared)
        .isEqualTo(used)
        .noneMatch(name -> name.contains("admin") || name.startsWith("authority"));
  }

  @Test
  void shouldOverrideOnlyServicesOfComposeFile() {
    assertThat(base.services().keySet()).containsAll(ContainerFiles.HOST_NAMES);
    file.services()
        .forEach(
            (name, service) ->
                assertThat(base.services().containsKey(name) || service.has("profiles"))
                    .as(name)
                    .isTrue());
  }

  @Test
  void shouldAddOnlyCredentialsToScrapeConfiguration() throws IOException {
    Path compose = ComposeFile.INFRA.resolve("compose");
    String secure = Files.readString(compose.resolve("prometheus-secure.yml"), UTF_8);
    String plain = Files.readString(compose.resolve("prometheus.yml"), UTF_8);

    assertThat(
            withoutComments(secure).replaceAll("(?m)^    (scheme|tls_config|basic_auth):.*\n", ""))
        .isEqualTo(withoutComments(plain));
    assertThat(secure).contains("password_file: /run/secrets/api.password");
  }

  private static String withoutComments(String yaml) {
    return yaml.replaceAll("(?m)^#.*\n", "");
  }

  private Map<String, String> environment(String service) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> variable :
        file.service(service).get("environment").properties()) {
      environment.put(variable.getKey(), variable.getValue().asText());
    }
    return environment;
  }

  private static Map<String, String> variables(Map<String, String> settings) {
    Map<String, String> variables = new LinkedHashMap<>();
    settings.forEach(
        (name, value) ->
            variables.put("EVILNET_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), value));
    return variables;
  }
}
