package io.evilnet.launcher.provision;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.evilnet.platform.security.Access;
import io.evilnet.platform.security.Login;
import io.evilnet.platform.security.Secret;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.store.session.CassandraUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Provisions the roles and permissions of EvilNet in Cassandra, and disables the default superuser.
 */
public final class CassandraAccounts {
  private static final String DEFAULT_SUPERUSER = "cassandra";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final CassandraSettings settings;
  private final SecretsDirectory secrets;

  /**
   * @param settings contact points and the keyspace of the counts; its credentials are not used
   */
  public CassandraAccounts(CassandraSettings settings, SecretsDirectory secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /**
   * Ensures the roles, the keyspace and its tables.
   *
   * @throws CassandraUnavailableException if Cassandra does not respond or authentication fails
   */
  public void ensure() {
    CassandraSettings admin = settings.with(secrets.access(CassandraRole.ADMIN));
    try (CqlSession session = open(admin)) {
      execute(
          session,
          "ALTER ROLE %s WITH SUPERUSER = false AND LOGIN = false".formatted(DEFAULT_SUPERUSER));
      new Schema(session, admin).ensure();
      Set<String> found = roles(session);
      for (CassandraRole role : CassandraRole.values()) {
        if (role != CassandraRole.ADMIN) {
          ensure(session, role, found);
        }
      }
    }
  }

  private CqlSession open(CassandraSettings admin) {
    try {
      return CassandraSessions.openForCommand(admin);
    } catch (CassandraUnavailableException unavailable) {
      if (!unavailable.isCausedBy(AuthenticationException.class)) {
        throw unavailable;
      }
      createAdmin(unavailable);
      return CassandraSessions.openForCommand(admin);
    }
  }

  /** Creates the administrator as the default superuser, whose password is publicly known. */
  private void createAdmin(CassandraUnavailableException unavailable) {
    Access defaultAccess =
        new Access(
            Optional.of(new Login(DEFAULT_SUPERUSER, Secret.known(DEFAULT_SUPERUSER))),
            Optional.of(secrets.trusted()));
    try (CqlSession session = CassandraSessions.openForCommand(settings.with(defaultAccess))) {
      execute(
          session,
          "CREATE ROLE IF NOT EXISTS %s WITH SUPERUSER = true AND %s"
              .formatted(CassandraRole.ADMIN.role(), login(CassandraRole.ADMIN)));
    } catch (CassandraUnavailableException e) {
      unavailable.addSuppressed(e);
      throw unavailable;
    }
  }

  private void ensure(CqlSession session, CassandraRole role, Set<String> found) {
    String name = role.role();
    // Cassandra rejects ALTER ROLE with a password right after CREATE ROLE with the same
    // password.
    execute(
        session,
        "%s ROLE %s WITH SUPERUSER = false AND %s"
            .formatted(found.contains(name) ? "ALTER" : "CREATE", name, login(role)));
    execute(session, "REVOKE ALL ON KEYSPACE %s FROM %s".formatted(settings.keyspace(), name));
    for (String permission : role.permissions()) {
      execute(
          session,
          "GRANT %s ON KEYSPACE %s TO %s".formatted(permission, settings.keyspace(), name));
    }
    if (role.mayCreate()) {
      execute(session, "GRANT CREATE ON ALL KEYSPACES TO " + name);
    }
  }

  private static Set<String> roles(CqlSession session) {
    return session.execute("SELECT role FROM system_auth.roles").all().stream()
        .map(row -> row.getString("role"))
        .collect(Collectors.toSet());
  }

  private String login(CassandraRole role) {
    String password = Secret.in(secrets.password(role.passwordName())).value();
    return "LOGIN = true AND PASSWORD = '%s'".formatted(password.replace("'", "''"));
  }

  private static void execute(CqlSession session, String statement) {
    session.execute(SimpleStatement.newInstance(statement).setTimeout(TIMEOUT));
  }
}
