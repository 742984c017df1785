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
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * The deployment on this machine as the options describe it: the cluster and EvilNet's
 * applications.
 */
final class Installation {
  private static final Set<String> LAUNCHER_ONLY = Set.of("data-dir", "rate", "secrets-dir");

  @Spec private CommandSpec spec;
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

  /**
   * Returns the settings with which processes connect to each other, by option name: the options of
   * this installation that apply to them, and the addresses that follow from the options.
   *
   * @throws IllegalArgumentException if an option is invalid
   */
  Map<String, String> settings() {
    requireValid();
    Map<String, String> settings = new TreeMap<>();
    for (OptionSpec option : spec.options()) {
      String name = option.longestName().substring("--".length());
      if (option.getValue() != null && !isOfLauncherOnly(name)) {
        settings.put(name, text(option.getValue()));
      }
    }
    String country = counting.rules().assumeCountry();
    settings.computeIfPresent("assume-country", (name, code) -> country.isEmpty() ? null : country);
    settings.put("bootstrap-servers", ServerOptions.addresses(servers.advertisedBrokers()));
    settings.put("cassandra", ServerOptions.addresses(servers.advertisedCassandra()));
    settings.put("spark-master", spark.masterUrl());
    settings.putAll(applications.simulation());
    credentials()
        .secrets()
        .ifPresent(files -> settings.put("secrets-dir", files.root().toString()));
    return settings;
  }

  private void requireValid() {
    servers.requireTtl();
    spark.workers();
    counting.rules();
    topics();
  }

  /** The rate would throttle a replay. */
  private static boolean isOfLauncherOnly(String option) {
    return LAUNCHER_ONLY.contains(option) || option.startsWith("advertised-");
  }

  private static String text(Object value) {
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT)
        : value.toString();
  }
}
