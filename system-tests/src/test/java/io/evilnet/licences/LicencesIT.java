package io.evilnet.licences;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.infra.cluster.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Under which licences the jars come that processes of EvilNet are started with. */
class LicencesIT {
  private static final Path PROJECT = Project.find().root();
  private static final Path DOCUMENT = PROJECT.resolve("docs/licences.md");

  /** Their poms are silent; the jars, or their projects, say it. */
  private static final Map<String, Licence> SILENT =
      Map.of(
          "oro:oro", Licence.APACHE,
          "org.apache.datasketches:datasketches-memory", Licence.APACHE);

  @Test
  void shouldShipNoJarWhoseLicenceIsNotOneOfThoseThatAreFine() throws IOException {
    for (Path jar : jars()) {
      PomFile pom = PomFile.besideOf(jar);
      if (!SILENT.containsKey(pom.id())) {
        assertThat(Licence.choose(pom.licences()))
            .as("%s comes under %s: replace it, or add the licence", pom.id(), pom.licences())
            .isPresent();
      }
    }
  }

  @Test
  void shouldFindALicenceThatIsNot() {
    assertThat(Licence.choose(List.of("GNU General Public License, version 3"))).isEmpty();
    assertThat(Licence.choose(List.of("Server Side Public License"))).isEmpty();
    assertThat(Licence.choose(List.of("Business Source License 1.1"))).isEmpty();
    assertThat(Licence.choose(List.of("GPL-2.0-only", "MIT"))).contains(Licence.MIT);
  }

  /** With -Devilnet.write=true it writes them. */
  @Test
  void shouldBeListed() throws IOException {
    String listed = list();
    if (Boolean.getBoolean("evilnet.write")) {
      Files.writeString(DOCUMENT, listed, UTF_8);
    }
    assertThat(Files.readString(DOCUMENT, UTF_8))
        .as("docs/licences.md: mvn verify with -Devilnet.write=true -Dit.test=LicencesIT writes it")
        .isEqualTo(listed);
  }

  private static String list() throws IOException {
    Map<Licence, Set<String>> ids = new EnumMap<>(Licence.class);
    for (Path jar : jars()) {
      PomFile pom = PomFile.besideOf(jar);
      Licence licence = Licence.choose(pom.licences()).orElseGet(() -> SILENT.get(pom.id()));
      if (licence != null) {
        ids.computeIfAbsent(licence, l -> new TreeSet<>()).add(pom.id());
      }
    }
    StringBuilder text =
        new StringBuilder(
            """
            # Licences

            What comes with EvilNet's processes, by the licence of each jar; of several, the most permissive. Written by a test, which also refuses
            others (`LicencesIT`). How versions are chosen: [dependencies](dependencies.md).
            """);
    ids.forEach(
        (licence, names) -> {
          text.append("\n## ").append(licence.title()).append("\n\n");
          byGroup(names)
              .forEach(
                  (group, artifacts) ->
                      text.append("- `%s`: %s\n".formatted(group, String.join(", ", artifacts))));
        });
    return text.toString();
  }

  private static Map<String, List<String>> byGroup(Set<String> ids) {
    Map<String, List<String>> groups = new TreeMap<>();
    for (String id : ids) {
      groups
          .computeIfAbsent(id.substring(0, id.indexOf(':')), g -> new java.util.ArrayList<>())
          .add(id.substring(id.indexOf(':') + 1));
    }
    return groups;
  }

  /** Of all processes, those of other projects only. */
  private static Set<Path> jars() throws IOException {
    Set<Path> jars = new TreeSet<>();
    for (String module :
        List.of(
            "infra",
            "ingest",
            "streams-app",
            "schedule",
            "backfill-spark",
            "bench",
            "system-tests",
            "infra/servers/kafka",
            "infra/servers/cassandra",
            "infra/servers/spark")) {
      String classpath =
          Files.readString(PROJECT.resolve(module).resolve("target/classpath"), UTF_8);
      for (String jar : classpath.strip().split(":", -1)) {
        if (!Path.of(jar).startsWith(PROJECT)) {
          jars.add(Path.of(jar));
        }
      }
    }
    assertThat(jars).hasSizeGreaterThan(200);
    return jars;
  }
}
