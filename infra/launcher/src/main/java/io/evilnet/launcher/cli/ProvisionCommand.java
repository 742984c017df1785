package io.evilnet.launcher.cli;

import io.evilnet.launcher.provision.CassandraAccounts;
import io.evilnet.launcher.provision.KafkaUser;
import io.evilnet.launcher.provision.SecretsDirectory;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.kafka.KafkaOptions;
import io.evilnet.platform.topics.TopicOptions;
import io.evilnet.store.session.CassandraOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Provisions a secured Kafka and Cassandra that the launcher did not start. */
@Command(
    name = "provision",
    description = {
      "Creates the topics, users and ACLs in Kafka, and the roles and tables in Cassandra, as ./start-all.sh --secure"
          + " does at each start. Idempotent.",
      "Authenticates as the administrators evilnet-admin and evilnet_admin, not with --kafka-user and --cassandra-user."
    },
    mixinStandardHelpOptions = true)
final class ProvisionCommand implements Callable<Integer> {
  @Mixin private KafkaOptions kafka;
  @Mixin private TopicOptions topics;
  @Mixin private CassandraOptions cassandra;

  @Option(
      names = "--secrets-dir",
      paramLabel = "DIR",
      required = true,
      description = "Directory with the passwords of all users, and with the CA certificate.")
  private Path secrets;

  @Override
  public Integer call() {
    StatusLines console = new StatusLines(System.out);
    SecretsDirectory files = new SecretsDirectory(secrets);
    KafkaConnection admin =
        new KafkaConnection(kafka.connection().bootstrapServers(), files.access(KafkaUser.ADMIN));
    new TopicPreparation(admin, topics.settings(), Optional.of(files), console::topicsReady).run();
    new CassandraAccounts(cassandra.settings(), files).ensure();
    console.print("Roles and tables of Cassandra are ready.");
    return 0;
  }
}
