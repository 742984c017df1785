package io.evilnet.bench.catchup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KeyspaceSizeTest {

  @TempDir private Path data;

  private Process server;

  @BeforeEach
  void start() throws Exception {
    server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FlushedServer.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(server.inputReader().readLine()).isEqualTo("ready");
  }

  @AfterEach
  void stop() throws Exception {
    server.destroyForcibly().waitFor();
  }

  @Test
  void shouldFlushBeforeMeasuring() throws Exception {
    assertThat(KeyspaceSize.of("ours_1", server.toHandle(), data)).isEqualTo(100);
  }

  @Test
  void shouldFailForTerminatedServer() throws Exception {
    server.destroyForcibly().waitFor();

    assertThatIOException().isThrownBy(() -> KeyspaceSize.of("ours_1", server.toHandle(), data));
  }
}
