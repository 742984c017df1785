package io.evilnet.ingest;

import io.evilnet.launcher.cluster.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Two real brokers shared by all integration tests of a process, injected as a parameter. A test
 * that kills one restarts it. Each test uses a separate site, which identifies its posts.
 */
public final class SharedKafka implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(SharedKafka.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Servers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .getOrComputeIfAbsent(Servers.class, key -> Servers.start(), Servers.class);
  }

  /** The brokers, with the topics of a deployment. */
  public static final class Servers implements AutoCloseable {

    private final Path directory;
    private final LocalCluster cluster;

    private Servers(Path directory) {
      this.directory = directory;
      this.cluster = LocalCluster.in(directory).withoutCassandra().start();
      KafkaContents.createTopics(bootstrapServers());
    }

    private static Servers start() {
      try {
        return new Servers(Files.createTempDirectory("evilnet-ingest-it"));
      } catch (IOException e) {
        throw new IllegalStateException("failed to create the directory of the brokers", e);
      }
    }

    public LocalCluster cluster() {
      return cluster;
    }

    public String bootstrapServers() {
      return cluster.bootstrapServers();
    }

    /** Returns the records of the topics from their current end offsets. */
    public KafkaContents contents() {
      return KafkaContents.fromNow(bootstrapServers());
    }

    @Override
    public void close() throws IOException {
      cluster.close();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
