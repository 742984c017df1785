package io.evilnet.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.cluster.Project;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the class paths of products contain neither the test kit nor the benchmarks. */
class ProductClassPathIT {

  private static final Path PROJECT = Project.find().root();

  @ParameterizedTest
  @ValueSource(strings = {"infra/launcher", "ingest", "streams-app", "backfill-spark"})
  void shouldContainOnlyModulesOfProducts(String module) throws IOException {
    String classpath = Files.readString(PROJECT.resolve(module).resolve("target/classpath"), UTF_8);
    List<Path> jars =
        Stream.of(classpath.strip().split(File.pathSeparator, -1)).map(Path::of).toList();

    assertThat(jars)
        .anyMatch(jar -> jar.startsWith(PROJECT.resolve("platform")))
        .noneMatch(jar -> jar.startsWith(PROJECT.resolve("testkit")))
        .noneMatch(jar -> jar.startsWith(PROJECT.resolve("bench")));
  }
}
