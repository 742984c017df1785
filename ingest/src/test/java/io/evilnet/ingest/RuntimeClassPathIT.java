package io.evilnet.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeClassPathIT {

  @Test
  void shouldContainNeitherCassandraDriverNorLauncherNorTestkit() throws IOException {
    String classpath = Files.readString(Path.of("target", "classpath"), UTF_8).strip();
    List<String> jars =
        List.of(classpath.split(File.pathSeparator, -1)).stream()
            .map(jar -> Path.of(jar).getFileName().toString())
            .toList();

    assertThat(jars)
        .anyMatch(jar -> jar.startsWith("evilnet-platform"))
        .noneMatch(
            jar ->
                jar.startsWith("java-driver")
                    || jar.startsWith("native-protocol")
                    || jar.startsWith("netty-")
                    || jar.startsWith("evilnet-store")
                    || jar.startsWith("evilnet-launcher")
                    || jar.startsWith("evilnet-simulator")
                    || jar.startsWith("evilnet-contract"));
  }
}
