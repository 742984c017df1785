package io.evilnet.launcher.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterIT {
  private static final String TOPIC = "local-cluster-it";
  private static final int PARTITIONS = 4;

  @TempDir Path directory;

  @Test
  void shouldKeepDataAcrossBrokerFailuresAndRestart() throws Exception {
    LocalCluster cluster = LocalCluster.in(directory).start();
    List<ProcessHandle> processes;
    try (cluster) {
      createTopic(cluster);
      produce(cluster, "all are up");
      for (String broker : List.of("kafka-1", "kafka-2")) {
        cluster.kill(broker);
        produce(cluster, broker + " is down");
        cluster.restart(broker);
        awaitAllInSync(cluster);
      }
      insert(cluster, "kept");

      processes = processes(cluster);
      assertThat(processes).hasSize(4);
      long cassandra = cluster.services().handle("cassandra").orElseThrow().pid();
      Path timerSlack = Path.of("/proc/%d/timerslack_ns".formatted(cassandra));
      if (Files.exists(timerSlack)) { // on Linux
        assertThat(timerSlack).hasContent("1000000");
      }
      cluster.stop();
      assertThat(processes).noneMatch(ProcessHandle::isAlive);

      cluster.start();
      assertThat(consume(cluster))
          .containsExactlyInAnyOrder("all are up", "kafka-1 is down", "kafka-2 is down");
      assertThat(selected(cluster)).containsExactly("kept");
      processes = processes(cluster);
    }
    assertThat(processes).hasSize(4).noneMatch(ProcessHandle::isAlive);
  }

  private static void createTopic(LocalCluster cluster) throws Exception {
    try (Admin admin = Admin.create(clients(cluster))) {
      NewTopic topic = new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty());
      admin.createTopics(Set.of(topic)).all().get(30, SECONDS);
    }
    awaitAllInSync(cluster);
  }

  private static void awaitAllInSync(LocalCluster cluster) {
    try (Admin admin = Admin.create(clients(cluster))) {
      await()
          .atMost(Duration.ofSeconds(40))
          .ignoreExceptions()
          .until(
              () ->
                  admin
                      .describeTopics(Set.of(TOPIC))
                      .allTopicNames()
                      .get(5, SECONDS)
                      .get(TOPIC)
                      .partitions()
                      .stream()
                      .allMatch(partition -> partition.isr().size() == 2));
    }
  }

  private static void produce(LocalCluster cluster, String value) throws Exception {
    Map<String, Object> config = clients(cluster);
    config.put("acks", "all");
    config.put("request.timeout.ms", 5_000);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value, value)).get(40, SECONDS);
    }
  }

  private static Set<String> consume(LocalCluster cluster) {
    Set<String> values = new TreeSet<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(clients(cluster), new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(TOPIC, p)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long records =
          consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= records;
              });
    }
    return values;
  }

  private static Map<String, Object> clients(LocalCluster cluster) {
    return new java.util.HashMap<>(Map.of("bootstrap.servers", cluster.bootstrapServers()));
  }

  private static void insert(LocalCluster cluster, String value) {
    try (CqlSession session = session(cluster)) {
      session.execute(
          "CREATE KEYSPACE local_cluster_it WITH replication ="
              + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
      session.execute("CREATE TABLE local_cluster_it.value (value text PRIMARY KEY)");
      session.execute("INSERT INTO local_cluster_it.value (value) VALUES (?)", value);
    }
  }

  private static List<String> selected(LocalCluster cluster) {
    try (CqlSession session = session(cluster)) {
      return session.execute("SELECT value FROM local_cluster_it.value").all().stream()
          .map(row -> row.getString("value"))
          .toList();
    }
  }

  private static CqlSession session(LocalCluster cluster) {
    return CqlSession.builder()
        .addContactPoint(cluster.cassandraContactPoint())
        .withLocalDatacenter("datacenter1")
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .build())
        .build();
  }

  private static List<ProcessHandle> processes(LocalCluster cluster) {
    return cluster.services().services().stream()
        .flatMap(service -> cluster.services().handle(service.name()).stream())
        .collect(Collectors.toList());
  }
}
