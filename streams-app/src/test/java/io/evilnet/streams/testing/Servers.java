package io.evilnet.streams.testing;

import io.evilnet.infra.cluster.LocalCluster;
import io.evilnet.infra.settings.CassandraSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Two brokers and a Cassandra that all integration tests of this module share; a test takes {@code
 * Servers} as a parameter, and topics and a keyspace of its own.
 */
public final class Servers implements AutoCloseable {

  private final LocalCluster cluster;

  private Servers() {
    try {
      cluster = LocalCluster.in(Files.createTempDirectory(Path.of("target"), "servers-")).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public LocalCluster cluster() {
    return cluster;
  }

  public CassandraSettings cassandra(String keyspace) {
    return new CassandraSettings(
        List.of(cluster.cassandraContactPoint()), "datacenter1", keyspace, 1, Duration.ofDays(1));
  }

  @Override
  public void close() {
    cluster.close();
  }

  /** Starts them when the first test needs them; they end with the last. */
  public static final class Extension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Servers.class;
    }

    @Override
    public Servers resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Servers.class))
          .getOrComputeIfAbsent(Servers.class, type -> new Servers(), Servers.class);
    }
  }
}
