package io.evilnet.infra.security;

import java.util.List;
import java.util.Locale;

/** Who logs in to Cassandra, and what each may do with the keyspace of the counts. */
public enum CassandraRole {
  /** Makes the keyspace, its tables and the other roles: a superuser. */
  ADMIN,
  /** The counting application: rows, no tables. */
  WRITER,
  /** Those who look: the query API, Grafana, the commands that print. */
  READER,
  /** The batch job: rows as well, and keyspaces of its own with {@code --into}. */
  BACKFILL;

  /** Its name in Cassandra. */
  public String role() {
    return "evilnet_" + name().toLowerCase(Locale.ROOT);
  }

  /** The name of its password in a {@link SecretsDirectory}. */
  public String passwordName() {
    return "cassandra-" + name().toLowerCase(Locale.ROOT);
  }

  /** Whether it may make keyspaces, which are its own then. */
  public boolean mayCreate() {
    return this == BACKFILL;
  }

  /** What it may do with the keyspace of the counts; nothing is granted to a superuser. */
  public List<String> permissions() {
    return switch (this) {
      case ADMIN -> List.of();
      case WRITER, BACKFILL -> List.of("SELECT", "MODIFY");
      case READER -> List.of("SELECT");
    };
  }
}
