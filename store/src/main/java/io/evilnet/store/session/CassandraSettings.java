package io.evilnet.store.session;

import static java.util.Objects.requireNonNull;

import io.evilnet.platform.security.Access;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Connection to Cassandra and settings of the keyspace of the counts.
 *
 * @param contactPoints contact points, at least one
 * @param datacenter local data center
 * @param keyspace letters, digits and underscores
 * @param replicas replication factor of the keyspace when it is created, 1 or more
 * @param countsTtl TTL of the rows: 1 minute to 20 years, in whole seconds
 * @param access user and trusted CA certificates
 */
public record CassandraSettings(
    List<InetSocketAddress> contactPoints,
    String datacenter,
    String keyspace,
    int replicas,
    Duration countsTtl,
    Access access) {

  private static final Duration MIN_TTL = Duration.ofMinutes(1);

  /** The limit of Cassandra. */
  private static final Duration MAX_TTL = Duration.ofDays(20 * 365);

  public CassandraSettings {
    contactPoints = List.copyOf(contactPoints);
    if (contactPoints.isEmpty()) {
      throw new IllegalArgumentException("cassandra must contain at least one HOST:PORT");
    }
    if (!datacenter.matches("[\\w.-]+")) {
      throw new IllegalArgumentException(
          "cassandra-datacenter must be letters, digits, '.', '-' and '_', but is '%s'"
              .formatted(datacenter));
    }
    if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
      throw new IllegalArgumentException(
          "keyspace must be up to 48 lower-case letters, digits and underscores, but is "
              + keyspace);
    }
    if (replicas < 1) {
      throw new IllegalArgumentException("keyspace-replicas must be 1 or more, but is " + replicas);
    }
    requireTtl(countsTtl);
    requireNonNull(access, "access");
  }

  /**
   * Validates the TTL of the rows with counts.
   *
   * @throws IllegalArgumentException if Cassandra cannot apply it
   */
  public static void requireTtl(Duration countsTtl) {
    if (countsTtl.compareTo(MIN_TTL) < 0 || countsTtl.compareTo(MAX_TTL) > 0) {
      throw new IllegalArgumentException("counts-ttl must be 1m to 7300d, but is " + countsTtl);
    }
  }

  /** Creates settings for plaintext connections without authentication. */
  public CassandraSettings(
      List<InetSocketAddress> contactPoints,
      String datacenter,
      String keyspace,
      int replicas,
      Duration countsTtl) {
    this(contactPoints, datacenter, keyspace, replicas, countsTtl, Access.OPEN);
  }

  /** Returns these settings with other credentials or CA certificates. */
  public CassandraSettings with(Access other) {
    return new CassandraSettings(contactPoints, datacenter, keyspace, replicas, countsTtl, other);
  }

  /** Returns these settings for another keyspace. */
  public CassandraSettings withKeyspace(String other) {
    return new CassandraSettings(contactPoints, datacenter, other, replicas, countsTtl, access);
  }
}
