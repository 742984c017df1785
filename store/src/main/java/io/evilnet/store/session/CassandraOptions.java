package io.evilnet.store.session;

import io.evilnet.platform.security.Access;
import io.evilnet.platform.settings.HostPort;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** Command-line options of the connection to Cassandra and of the keyspace. */
public final class CassandraOptions {

  @Option(
      names = "--cassandra",
      paramLabel = "HOST:PORT[,…]",
      defaultValue = "127.0.0.1:9042",
      description = "Contact points of Cassandra (default: ${DEFAULT-VALUE}).")
  private String contactPoints;

  @Option(
      names = "--cassandra-datacenter",
      paramLabel = "NAME",
      defaultValue = "datacenter1",
      description = "Local data center (default: ${DEFAULT-VALUE}).")
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
      description =
          "Replication factor of the keyspace when it is created (default: ${DEFAULT-VALUE}).")
  private int replicas;

  @Option(
      names = "--counts-ttl",
      paramLabel = "DURATION",
      defaultValue = "1d",
      description = "TTL of the rows with counts (default: ${DEFAULT-VALUE}).")
  private Duration countsTtl;

  @Option(
      names = "--cassandra-user",
      paramLabel = "NAME",
      description = "User name for Cassandra; no authentication if not set.")
  private String user;

  @Option(
      names = "--cassandra-password-file",
      paramLabel = "FILE",
      description =
          "File with the password of that user; EVILNET_CASSANDRA_PASSWORD takes precedence.")
  private Path passwordFile;

  @Option(
      names = "--cassandra-ca",
      paramLabel = "FILE|system",
      description = "Use TLS and trust the CA certificates of this PEM file, or those of the JDK.")
  private String authorities;

  /** Returns the validated settings. */
  public CassandraSettings settings() {
    List<InetSocketAddress> addresses =
        Arrays.stream(contactPoints.split(",")).map(HostPort::parse).toList();
    return new CassandraSettings(addresses, datacenter, keyspace, replicas, countsTtl)
        .with(Access.of("cassandra", user, passwordFile, authorities, System.getenv()));
  }
}
