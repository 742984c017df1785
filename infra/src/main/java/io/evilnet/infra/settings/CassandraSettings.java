package io.evilnet.infra.settings;

import static java.util.Objects.requireNonNull;

import io.evilnet.infra.security.Access;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Where the counts are stored.
 *
 * @param contactPoints nodes to ask first, at least one
 * @param datacenter the local data centre
 * @param keyspace letters, digits and underscores
 * @param replicas copies of each row in a keyspace that is created, 1 or more
 * @param countsTtl how long rows live: 1 minute to 20 years, in whole seconds
 * @param access as whom, and whose certificates are taken
 */
public record CassandraSettings(
    List<InetSocketAddress> contactPoints,
    String datacenter,
    String keyspace,
    int replicas,
    Duration countsTtl,
    Access access) {

  private static final Duration SHORTEST_TTL = Duration.ofMinutes(1);

  /** Cassandra's own limit. */
  private static final Duration LONGEST_TTL = Duration.ofDays(20 * 365);

  public CassandraSettings {
    contactPoints = List.copyOf(contactPoints);
    if (contactPoints.isEmpty()) {
      throw new IllegalArgumentException("cassandra must name at least one HOST:PORT");
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
    if (countsTtl.compareTo(SHORTEST_TTL) < 0 || countsTtl.compareTo(LONGEST_TTL) > 0) {
      throw new IllegalArgumentException("counts-ttl must be 1m to 7300d, but is " + countsTtl);
    }
    requireNonNull(access, "access");
  }

  /** A Cassandra that asks nobody, on an open line. */
  public CassandraSettings(
      List<InetSocketAddress> contactPoints,
      String datacenter,
      String keyspace,
      int replicas,
      Duration countsTtl) {
    this(contactPoints, datacenter, keyspace, replicas, countsTtl, Access.OPEN);
  }

  /** The same, met in another way. */
  public CassandraSettings with(Access other) {
    return new CassandraSettings(contactPoints, datacenter, keyspace, replicas, countsTtl, other);
  }

  /** The same Cassandra, with another keyspace. */
  public CassandraSettings withKeyspace(String other) {
    return new CassandraSettings(contactPoints, datacenter, other, replicas, countsTtl, access);
  }
}
