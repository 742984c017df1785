package io.evilnet.launcher.provision;

import java.util.List;
import java.util.Locale;

/** Roles in Cassandra and their permissions on the keyspace of the counts. */
public enum CassandraRole {
  /** Superuser that creates the keyspace, its tables and the other roles. */
  ADMIN,
  /** Role of streams-app: reads and writes rows. */
  WRITER,
  /** Read-only role of the query API, Grafana and the commands. */
  READER,
  /** Role of the batch job: reads and writes rows, and creates keyspaces with {@code --into}. */
  BACKFILL;

  /** Returns the name in Cassandra. */
  public String role() {
    return "evilnet_" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name of the password in a {@link SecretsDirectory}. */
  public String passwordName() {
    return "cassandra-" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether the role may create keyspaces. */
  public boolean mayCreate() {
    return this == BACKFILL;
  }

  /** Returns the permissions on the keyspace of the counts; none for a superuser. */
  public List<String> permissions() {
    return switch (this) {
      case ADMIN -> List.of();
      case WRITER, BACKFILL -> List.of("SELECT", "MODIFY");
      case READER -> List.of("SELECT");
    };
  }
}
