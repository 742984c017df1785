package io.evilnet.infra.settings;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Where the counts are stored.
 *
 * @param contactPoints nodes to ask first, at least one
 * @param datacenter the local data centre
 * @param keyspace letters, digits and underscores
 * @param countsTtl how long rows live; whole seconds, one or more
 */
public record CassandraSettings(
    List<InetSocketAddress> contactPoints, String datacenter, String keyspace, Duration countsTtl) {

  public CassandraSettings {
    contactPoints = List.copyOf(contactPoints);
    if (contactPoints.isEmpty()) {
      throw new IllegalArgumentException("cassandra must name at least one HOST:PORT");
    }
    if (datacenter.isBlank()) {
      throw new IllegalArgumentException("cassandra-datacenter must not be blank");
    }
    if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
      throw new IllegalArgumentException(
          "keyspace must be up to 48 lower-case letters, digits and underscores, but is "
              + keyspace);
    }
    if (countsTtl.toSeconds() < 1) {
      throw new IllegalArgumentException("counts-ttl must be 1s or more, but is " + countsTtl);
    }
  }
}
