package io.evilnet.launcher.cli;

import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.cluster.SharedSettings;
import io.evilnet.launcher.cluster.Spark;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceGroup;
import io.evilnet.platform.settings.CountingOptions;
import io.evilnet.platform.topics.TopicOptions;
import io.evilnet.platform.topics.TopicSettings;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.IntStream;
import picocli.CommandLine.Mixin;

/**
 * The deployment on this machine as the options describe it: the cluster and EvilNet's
 * applications.
 */
final class Installation {
  @Mixin private DirectoryOptions directory;
  @Mixin private ServerOptions servers;
  @Mixin private ApplicationOptions applications;
  @Mixin private TopicOptions topics;
  @Mixin private CountingOptions counting;
  @Mixin private SparkOptions spark;
  @Mixin private PrometheusOptions prometheus;
  @Mixin private SecurityOptions security;

  RunDirectory directory() {
    return directory.directory();
  }

  ApplicationOptions applications() {
    return applications;
  }

  PrometheusOptions prometheus() {
    return prometheus;
  }

  /** Returns the credentials, if authentication is enabled. */
  Credentials credentials() {
    return new Credentials(
        security.secretsIfSecure(directory()), directory().run("spark.password"));
  }

  TopicSettings topics() {
    return topics.settings();
  }

  /**
   * Returns the services without starting them.
   *
   * @param preparations executed before the applications that need them start
   */
  LocalCluster cluster(Preparations preparations) {
    Project project = Project.find();
    Credentials credentials = credentials();
    LocalCluster.Builder builder =
        LocalCluster.in(directory().root())
            .project(project)
            .brokers(ServerOptions.BROKERS)
            .minInSyncReplicas(topics().minInsyncReplicas())
            .kafkaPorts(servers.brokers(), servers.controllers())
            .advertisedKafkaPorts(servers.advertisedBrokers(), servers.advertisedControllers())
            .cassandraPorts(servers.cassandra(), servers.cassandraStorage());
    credentials.secrets().ifPresent(builder::secured);
    builder.with(spark(project).master());
    sparkWorkers(desiredWorkers()).forEach(builder::with);
    new Applications(project, directory(), settings(), applications, credentials, preparations)
        .services()
        .forEach(builder::with);
    if (prometheus.isEnabled()) {
      builder.with(
          new Prometheus(
                  project,
                  directory(),
                  prometheus.address(),
                  applications.addresses(),
                  credentials.secrets())
              .service());
    }
    return builder.build();
  }

  /** Returns the Spark workers up to a number. */
  List<Service> sparkWorkers(int workers) {
    return IntStream.rangeClosed(1, workers).mapToObj(this::sparkWorker).toList();
  }

  Service sparkWorker(int number) {
    return spark(Project.find()).worker(number, spark.resources());
  }

  private Spark spark(Project project) {
    return spark.spark(project, directory(), credentials().sparkSecret());
  }

  /**
   * Returns the number that a command has set while the supervisor is running, else that of the
   * options.
   */
  int desiredWorkers() {
    return directory().process(ServiceGroup.SUPERVISOR).isPresent()
        ? DesiredWorkers.of(directory()).read().orElse(spark.workers())
        : spark.workers();
  }

  /**
   * Returns the settings of commands, which authenticate as other users than the processes.
   *
   * @param environment environment of the processes
   * @param users settings of the user's file
   */
  Map<String, String> commandSettings(Map<String, String> environment, Properties users) {
    Map<String, String> settings = new TreeMap<>(SharedSettings.of(environment, users));
    settings.putAll(settings());
    settings.putAll(credentials().commands());
    return settings;
  }

  /** Returns the settings with which processes connect to each other, by option name. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("bootstrap-servers", ServerOptions.addresses(servers.advertisedBrokers()));
    settings.put("cassandra", ServerOptions.addresses(servers.advertisedCassandra()));
    settings.putAll(servers.settings());
    settings.putAll(applications.settings());
    settings.putAll(spark.settings());
    settings.putAll(prometheus.settings());
    settings.putAll(security.settings(directory()));
    settings.putAll(counting.settings());
    TopicSettings topic = topics();
    settings.put("tweets-partitions", Integer.toString(topic.partitions()));
    settings.put("replication-factor", Short.toString(topic.replicationFactor()));
    settings.put("min-insync-replicas", Integer.toString(topic.minInsyncReplicas()));
    settings.put("retention", topic.retention().toString());
    settings.put("dead-retention", topic.deadRetention().toString());
    return settings;
  }
}
