package io.evilnet.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.cluster.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches for CQL outside the module {@code store}. */
class StatementsTest {

  private static final Pattern CQL =
      Pattern.compile("\"\\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|TRUNCATE|BEGIN) ");

  /** Administers roles, not tables of EvilNet. */
  private static final String EXEMPT = "CassandraAccounts.java";

  @ParameterizedTest
  @ValueSource(strings = {"streams-app", "backfill-spark", "infra/launcher"})
  void shouldFindNoStatementOutsideStore(String module) throws IOException {
    Path sources = Project.find().root().resolve(module).resolve("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      List<Path> java =
          files
              .filter(file -> file.toString().endsWith(".java") && !file.endsWith(EXEMPT))
              .toList();

      assertThat(java)
          .isNotEmpty()
          .allSatisfy(file -> assertThat(Files.readString(file, UTF_8)).doesNotContainPattern(CQL));
    }
  }
}
