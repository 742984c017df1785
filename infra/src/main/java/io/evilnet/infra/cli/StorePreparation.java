package io.evilnet.infra.cli;

import io.evilnet.infra.process.ServiceFailure;
import io.evilnet.infra.schema.CassandraAccounts;
import io.evilnet.infra.security.SecretsDirectory;
import io.evilnet.infra.settings.CassandraOptions;
import io.evilnet.infra.settings.CassandraSettings;
import io.evilnet.infra.settings.EvilnetCommand;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Ensures the roles in a Cassandra that asks who somebody is, and what the counting application
 * then is not allowed to make: keyspace and tables. Once, before it starts.
 */
final class StorePreparation implements Runnable {

  /** The keyspace as the counting application is told of it. */
  @Command
  private static final class Store {
    @Mixin private CassandraOptions cassandra;
  }

  private final String address;
  private final SecretsDirectory secrets;
  private final Map<String, String> environment;
  private boolean done;

  /**
   * @param address {@code host:port} of Cassandra
   * @param environment what the counting application's settings are read from
   */
  StorePreparation(String address, SecretsDirectory secrets, Map<String, String> environment) {
    this.address = address;
    this.secrets = secrets;
    this.environment = environment;
  }

  @Override
  public synchronized void run() {
    if (done) {
      return;
    }
    try {
      new CassandraAccounts(settings(), secrets).ensure();
    } catch (RuntimeException e) {
      throw new ServiceFailure(
          "The roles and tables of Cassandra cannot be ensured: " + e.getMessage(), e);
    }
    done = true;
  }

  private CassandraSettings settings() {
    Store store = new Store();
    EvilnetCommand.commandLine(store, environment)
        .parseArgs("--cassandra=" + address, "--cassandra-user=", "--cassandra-ca=");
    return store.cassandra.settings();
  }
}
