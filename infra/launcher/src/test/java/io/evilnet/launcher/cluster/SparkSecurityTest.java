package io.evilnet.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.process.Port;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkSecurityTest {
  @TempDir private Path temporary;

  @Test
  void shouldCreateOwnerOnlySecretOnce() throws IOException {
    Path file = temporary.resolve("spark.password");
    SparkSecurity security = new SparkSecurity(file);

    security.ensureSecret();
    String secret = Files.readString(file);
    security.ensureSecret();

    assertThat(secret.strip()).hasSize(32);
    assertThat(Files.readString(file)).isEqualTo(secret);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldRequireAuthenticationAndEncryptionWithoutFallback() throws IOException {
    Path secret = temporary.resolve("spark.password");
    SparkSecurity security = new SparkSecurity(secret);
    security.ensureSecret();
    Path written = temporary.resolve("spark.conf");
    security.write(written);

    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(written)) {
      settings.load(reader);
    }
    assertThat(settings)
        .containsEntry("spark.authenticate", "true")
        .containsEntry("spark.authenticate.secret", Files.readString(secret).strip())
        .containsEntry("spark.network.crypto.enabled", "true")
        .containsEntry("spark.network.crypto.authEngineVersion", "2")
        .containsEntry("spark.network.crypto.saslFallback", "false")
        .containsEntry("spark.io.encryption.enabled", "true");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldPrepareWorkersConcurrently() throws Exception {
    int workers = 8;
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    List<Future<?>> prepared = new ArrayList<>();
    for (int number = 1; number <= workers; number++) {
      Service worker = spark().worker(number, WorkerResources.SMALL);
      prepared.add(threads.submit(() -> worker.preparation().run()));
    }
    threads.shutdown();
    for (Future<?> each : prepared) {
      each.get();
    }

    assertThat(temporary.resolve("run/spark.conf")).isNotEmptyFile();
    assertThat(temporary.resolve("run")).isDirectoryNotContaining("glob:**.next");
  }

  @Test
  void shouldLinkOnlyJarsOfClassPath() throws Exception {
    Runnable preparation = spark().master().preparation();
    preparation.run();
    Path jars = temporary.resolve("run/spark/jars");
    List<Path> expected = links(jars);
    Path first = expected.get(0);
    Files.delete(first);
    Files.createSymbolicLink(first, temporary.resolve("moved-since.jar"));
    Files.createSymbolicLink(jars.resolve("earlier-1.jar"), temporary.resolve("earlier-1.jar"));

    preparation.run();

    assertThat(links(jars)).isEqualTo(expected).isNotEmpty();
    assertThat(Files.readSymbolicLink(first)).exists();
  }

  private static List<Path> links(Path jars) throws IOException {
    try (Stream<Path> links = Files.list(jars)) {
      return links.sorted().toList();
    }
  }

  private Spark spark() {
    Port port = new Port("a port", 1);
    return new Spark(
        Project.find(),
        new RunDirectory(temporary),
        port,
        port,
        temporary.resolve("spark.password"));
  }

  @Test
  void shouldStartWithSecretAndDisableKillInWebUi() throws IOException {
    Spark spark = spark();

    for (Service service : List.of(spark.master(), spark.worker(1, WorkerResources.SMALL))) {
      assertThat(service.command())
          .containsSequence("--properties-file", temporary.resolve("run/spark.conf").toString());
    }
    assertThat(Project.find().root().resolve("infra/images/jvm/spark.jvm"))
        .content()
        .contains("\n-Dspark.ui.killEnabled=false\n");
  }
}
