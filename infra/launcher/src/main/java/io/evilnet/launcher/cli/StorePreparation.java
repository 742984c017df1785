package io.evilnet.launcher.cli;

import io.evilnet.launcher.process.ServiceFailure;
import io.evilnet.launcher.provision.CassandraAccounts;
import io.evilnet.launcher.provision.SecretsDirectory;
import io.evilnet.platform.settings.EvilnetCommand;
import io.evilnet.store.session.CassandraOptions;
import io.evilnet.store.session.CassandraSettings;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Provisions, once, the roles in a Cassandra with authentication, and the keyspace and tables,
 * which streams-app then may not create.
 */
final class StorePreparation implements Runnable {

  /** The keyspace options as streams-app reads them. */
  @Command
  private static final class Store {
    @Mixin private CassandraOptions cassandra;
  }

  private final Map<String, String> settings;
  private final SecretsDirectory secrets;
  private final Map<String, String> environment;
  private boolean done;

  /**
   * @param settings settings of the cluster, with {@code cassandra} and {@code counts-ttl}
   * @param environment environment of streams-app's settings
   */
  StorePreparation(
      Map<String, String> settings, SecretsDirectory secrets, Map<String, String> environment) {
    this.settings = settings;
    this.secrets = secrets;
    this.environment = environment;
  }

  @Override
  public synchronized void run() {
    if (done) {
      return;
    }
    try {
      new CassandraAccounts(store(), secrets).ensure();
    } catch (RuntimeException e) {
      throw new ServiceFailure(
          "Cannot provision the roles and tables in Cassandra: " + e.getMessage(), e);
    }
    done = true;
  }

  private CassandraSettings store() {
    Store store = new Store();
    EvilnetCommand.commandLine(store, environment)
        .parseArgs(
            "--cassandra=" + settings.get("cassandra"),
            "--counts-ttl=" + settings.get("counts-ttl"),
            "--cassandra-user=",
            "--cassandra-ca=");
    return store.cassandra.settings();
  }
}
