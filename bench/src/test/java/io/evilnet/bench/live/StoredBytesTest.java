package io.evilnet.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.process.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredBytesTest {

  @TempDir private Path root;

  @Test
  void shouldExcludeIndexesAndTopicsWithSimilarNames() throws IOException {
    write("kafka-1/tweets-0/0.log", 10);
    write("kafka-1/tweets-0/0.index", 1_000);
    write("kafka-1/tweets-11/0.log", 20);
    write("kafka-1/tweets-dead-0/0.log", 100);
    write("kafka-2/tweets-0/0.log", 10);
    StoredBytes stored = new StoredBytes(new RunDirectory(root));

    assertThat(stored.tweets()).isEqualTo(30);
    assertThat(stored.segments()).isEqualTo(130);
  }

  private void write(String file, int bytes) throws IOException {
    Path path = root.resolve("data").resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, new byte[bytes]);
  }
}
