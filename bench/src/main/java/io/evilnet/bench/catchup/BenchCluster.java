package io.evilnet.bench.catchup;

import static io.evilnet.platform.kafka.KafkaAnswer.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.platform.topics.TopicProvisioner;
import io.evilnet.platform.topics.TopicSettings;
import io.evilnet.platform.topics.Topics;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Two brokers, a third controller and Cassandra, and the contestants that run on them. All
 * processes and data are removed on close, also after a signal.
 */
final class BenchCluster implements AutoCloseable {

  private static final Duration DDL_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

  private final RunDirectory directory;
  private final TopicSettings topics;
  private final Project project = Project.find();
  private final LocalCluster servers;
  private final Thread shutdownHook = new Thread(this::stopOnSignal, "stop-bench");
  private Admin admin;
  private CqlSession session;
  private final List<BenchProcess> contestants = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * Creates a cluster in a new directory without starting it.
   *
   * @param partitions partitions of the topics
   */
  BenchCluster(Path directory, int partitions) {
    this.directory = new RunDirectory(directory);
    this.topics =
        new TopicSettings(partitions, (short) 2, 1, Duration.ofHours(24), Duration.ofHours(24));
    this.servers = LocalCluster.in(directory).project(project).build();
    Runtime.getRuntime().addShutdownHook(shutdownHook);
  }

  /** Starts the servers and creates the topics. */
  void start() {
    servers.start();
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    session = CassandraSessions.openForCommand(cassandra("system"));
    new TopicProvisioner(admin).ensure(topics);
  }

  Project project() {
    return project;
  }

  RunDirectory directory() {
    return directory;
  }

  String bootstrapServers() {
    return servers.bootstrapServers();
  }

  /** Returns the address of Cassandra as {@code host:port}. */
  String cassandraAddress() {
    return "127.0.0.1:" + servers.cassandraContactPoint().getPort();
  }

  /** Returns the process of a server: {@code kafka-1}, {@code kafka-2} or {@code cassandra}. */
  ProcessHandle server(String name) {
    return directory
        .process(name)
        .orElseThrow(() -> new IllegalStateException(name + " is not running"));
  }

  CqlSession session() {
    return session;
  }

  TweetsTopic tweets() {
    return new TweetsTopic(admin, bootstrapServers(), topics.partitions());
  }

  /** Returns whether it is being closed after a signal. */
  boolean isStopping() {
    return stopping;
  }

  /** Returns the partitions of the topics. */
  int partitions() {
    return topics.partitions();
  }

  /** Starts a process of a contestant, which is killed on close. */
  synchronized BenchProcess start(
      String name, List<String> command, Map<String, String> environment) throws IOException {
    if (stopping) {
      throw new IOException("stopped");
    }
    BenchProcess started = BenchProcess.start(name, command, environment, directory.log(name));
    contestants.add(started);
    return started;
  }

  void createTopic(String name) {
    await(
        admin
            .createTopics(
                List.of(new NewTopic(name, topics.partitions(), topics.replicationFactor())))
            .all());
  }

  /** Creates a keyspace with the table of totals only. */
  void createRows(String keyspace) {
    execute(
        "CREATE KEYSPACE %s WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}"
            .formatted(keyspace));
    execute(
        "CREATE TABLE %s.counts_by_window (window_start timestamp, city_id text, tweets bigint, retweets bigint, users bigint, PRIMARY KEY ((window_start), city_id))"
            .formatted(keyspace));
  }

  /** Deletes the topics and keyspaces of a contestant, except for the topic of the posts. */
  void clear() throws IOException, InterruptedException {
    for (KafkaFuture<Void> deleted : admin.deleteTopics(otherTopics()).topicNameValues().values()) {
      try {
        await(deleted);
      } catch (UnknownTopicOrPartitionException e) {
        // Deleted by an earlier attempt without a response.
      }
    }
    for (var row : session.execute("SELECT keyspace_name FROM system_schema.keyspaces")) {
      String keyspace = row.getString("keyspace_name");
      if (!keyspace.startsWith("system")) {
        execute("DROP KEYSPACE " + keyspace);
      }
    }
    while (!otherTopics().isEmpty()) {
      Thread.sleep(POLL_INTERVAL.toMillis());
    }
    new TopicProvisioner(admin).ensure(topics);
  }

  private Set<String> otherTopics() {
    return await(admin.listTopics().names()).stream()
        .filter(name -> !name.equals(Topics.TWEETS.name()))
        .collect(Collectors.toSet());
  }

  private CassandraSettings cassandra(String keyspace) {
    return new CassandraSettings(
        List.of(servers.cassandraContactPoint()), "datacenter1", keyspace, 1, Duration.ofDays(1));
  }

  private void execute(String statement) {
    session.execute(SimpleStatement.newInstance(statement).setTimeout(DDL_TIMEOUT));
  }

  @Override
  public void close() {
    if (!stopping) {
      stop();
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    }
  }

  private void stopOnSignal() {
    stopping = true;
    stop();
  }

  private synchronized void stop() {
    contestants.forEach(BenchProcess::kill);
    if (session != null) {
      session.close();
    }
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
    servers.close();
    Directories.delete(directory.root());
  }
}
