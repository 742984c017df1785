package io.evilnet.streams.testing;

import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.platform.topics.Topics;
import io.evilnet.store.session.CassandraSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Two brokers and a Cassandra node shared by all integration tests of this module. A test declares
 * a parameter of type {@code Servers} and uses its own topics and keyspace.
 */
public final class Servers implements AutoCloseable {

  /** High watermark of a partition, for {@link Admin#deleteRecords}. */
  private static final long END = -1;

  private static final Set<String> TOPICS =
      Set.of(Topics.TWEETS.name(), Topics.TWEETS_DEAD.name(), Topics.CITY_COUNTS.name());

  private final LocalCluster cluster;

  private Servers() {
    try {
      cluster = LocalCluster.in(Files.createTempDirectory(Path.of("target"), "servers-")).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public LocalCluster cluster() {
    return cluster;
  }

  public CassandraSettings cassandra(String keyspace) {
    return new CassandraSettings(
        List.of(cluster.cassandraContactPoint()), "datacenter1", keyspace, 1, Duration.ofDays(1));
  }

  /**
   * Deletes all posts and counts, so that a test does not count posts of earlier tests and its own
   * posts are not late.
   */
  public void empty() {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()))) {
      Set<String> existing = new HashSet<>(admin.listTopics().names().get());
      existing.retainAll(TOPICS);
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      admin
          .describeTopics(existing)
          .allTopicNames()
          .get()
          .forEach(
              (topic, description) ->
                  description
                      .partitions()
                      .forEach(
                          partition ->
                              all.put(
                                  new TopicPartition(topic, partition.partition()),
                                  RecordsToDelete.beforeOffset(END))));
      admin.deleteRecords(all).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics cannot be emptied", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topics were emptied", e);
    }
  }

  @Override
  public void close() {
    cluster.close();
  }

  /** Starts the servers before the first test that uses them and stops them after all tests. */
  public static final class Extension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Servers.class;
    }

    @Override
    public Servers resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Servers.class))
          .getOrComputeIfAbsent(Servers.class, type -> new Servers(), Servers.class);
    }
  }
}
