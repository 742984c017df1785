package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.launcher.process.Service;
import io.evilnet.platform.kafka.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two members terminates without leaving; its session would last for five more minutes. */
class SuccessionIT {

  private static final String TOPIC = "succession-it";
  private static final String GROUP = "counting";
  private static final int PARTITIONS = 4;
  private static final String SESSION_MILLIS = "300000";

  @TempDir Path directory;

  @Test
  void shouldReassignPartitionsOfTerminatedMember() throws Exception {
    try (LocalCluster cluster = LocalCluster.in(directory).brokers(1).withoutCassandra().start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
        KafkaConsumer<byte[], byte[]> survivor = member(cluster, "streams-1-1");
        KafkaConsumer<byte[], byte[]> namesake = member(cluster, "streams-10-1");
        Succession succession =
            new Succession(
                KafkaConnection.open(cluster.bootstrapServers()),
                List.of(GROUP, "a-group-that-is-not-there"))) {
      admin
          .createTopics(Set.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
          .all()
          .get(30, TimeUnit.SECONDS);
      try (KafkaConsumer<byte[], byte[]> terminated = member(cluster, "streams-2-1")) {
        List<KafkaConsumer<byte[], byte[]>> all = List.of(survivor, namesake, terminated);
        awaitShared(all);
      }
      assertThat(members(admin))
          .containsExactlyInAnyOrder("streams-1-1", "streams-10-1", "streams-2-1");

      succession.exited(service("ingest", Map.of()), 137);
      succession.exited(service("streams-app-2", Map.of("EVILNET_INSTANCE", "streams-2")), 137);

      awaitShared(List.of(survivor, namesake));
      assertThat(members(admin)).containsExactlyInAnyOrder("streams-1-1", "streams-10-1");

      succession.exited(service("streams-app", Map.of("EVILNET_INSTANCE", "streams-1")), 143);

      awaitShared(List.of(namesake));
    }
  }

  /** Both members poll continuously, and together they read all records. */
  private static void awaitShared(List<KafkaConsumer<byte[], byte[]>> consumers) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              consumers.forEach(consumer -> consumer.poll(Duration.ofMillis(100)));
              return consumers.stream().noneMatch(consumer -> consumer.assignment().isEmpty())
                  && consumers.stream().mapToInt(consumer -> consumer.assignment().size()).sum()
                      == PARTITIONS;
            });
  }

  private static List<String> members(Admin admin) throws Exception {
    return admin
        .describeConsumerGroups(List.of(GROUP))
        .all()
        .get(30, TimeUnit.SECONDS)
        .get(GROUP)
        .members()
        .stream()
        .map(MemberDescription::groupInstanceId)
        .map(Optional::orElseThrow)
        .toList();
  }

  private static KafkaConsumer<byte[], byte[]> member(LocalCluster cluster, String instance) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                GROUP,
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                instance,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                SESSION_MILLIS,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(TOPIC));
    return consumer;
  }

  private static Service service(String name, Map<String, String> environment) {
    return Service.named(name).command(List.of("true")).environment(environment).build();
  }
}
