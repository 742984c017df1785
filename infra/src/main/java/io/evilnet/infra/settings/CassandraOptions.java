package io.evilnet.infra.settings;

import io.evilnet.infra.security.Access;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** How Cassandra is reached. */
public final class CassandraOptions {

  @Option(
      names = "--cassandra",
      paramLabel = "HOST:PORT[,…]",
      defaultValue = "127.0.0.1:9042",
      description = "Cassandra nodes to ask first (default: ${DEFAULT-VALUE}).")
  private String contactPoints;

  @Option(
      names = "--cassandra-datacenter",
      paramLabel = "NAME",
      defaultValue = "datacenter1",
      description = "The data centre that counts as local (default: ${DEFAULT-VALUE}).")
  private String datacenter;

  @Option(
      names = "--keyspace",
      paramLabel = "NAME",
      defaultValue = "evilnet",
      description = "Keyspace of the counts (default: ${DEFAULT-VALUE}).")
  private String keyspace;

  @Option(
      names = "--keyspace-replicas",
      paramLabel = "N",
      defaultValue = "1",
      description = "Copies of each row, when the keyspace is created (default: ${DEFAULT-VALUE}).")
  private int replicas;

  @Option(
      names = "--counts-ttl",
      paramLabel = "DURATION",
      defaultValue = "1d",
      description = "How long counts are kept (default: ${DEFAULT-VALUE}).")
  private Duration countsTtl;

  @Option(
      names = "--cassandra-user",
      paramLabel = "NAME",
      description = "As whom to log in to Cassandra; nobody when not given.")
  private String user;

  @Option(
      names = "--cassandra-password-file",
      paramLabel = "FILE",
      description = "File with that user's password, unless EVILNET_CASSANDRA_PASSWORD holds it.")
  private Path passwordFile;

  @Option(
      names = "--cassandra-ca",
      paramLabel = "FILE|system",
      description =
          "Use TLS, and trust the authorities of this PEM file, or those that Java brings.")
  private String authorities;

  /** The values, checked. */
  public CassandraSettings settings() {
    List<InetSocketAddress> addresses =
        Arrays.stream(contactPoints.split(",")).map(HostPort::parse).toList();
    return new CassandraSettings(addresses, datacenter, keyspace, replicas, countsTtl)
        .with(Access.of("cassandra", user, passwordFile, authorities, System.getenv()));
  }
}
