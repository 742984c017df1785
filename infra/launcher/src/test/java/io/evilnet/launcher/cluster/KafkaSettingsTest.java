package io.evilnet.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.launcher.process.Port;
import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.SecretsDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {
  @Test
  void shouldAddControllerOnlyNodeForTwoBrokers() {
    List<KafkaNode> nodes = nodes(2);

    assertThat(nodes)
        .extracting(KafkaNode::name, KafkaNode::roles)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("kafka-1", "broker,controller"),
            org.assertj.core.groups.Tuple.tuple("kafka-2", "broker,controller"),
            org.assertj.core.groups.Tuple.tuple("kafka-controller", "controller"));
    assertThat(settings(2).get("controller.quorum.voters"))
        .isEqualTo("1@127.0.0.1:9192,2@127.0.0.1:9193,3@127.0.0.1:9194");
  }

  @Test
  void shouldKeepInternalTopicsWritableWithOneBrokerDown() {
    assertThat(settings(2))
        .containsEntry("default.replication.factor", "2")
        .containsEntry("offsets.topic.replication.factor", "2")
        .containsEntry("transaction.state.log.replication.factor", "2")
        .containsEntry("transaction.state.log.min.isr", "1")
        .containsEntry("min.insync.replicas", "1");
  }

  @Test
  void shouldUseOneReplicaForOneBroker() {
    assertThat(nodes(1)).hasSize(1);
    assertThat(settings(1))
        .containsEntry("default.replication.factor", "1")
        .containsEntry("offsets.topic.replication.factor", "1");
  }

  @Test
  void shouldListenOnLoopbackOnly() {
    assertThat(settings(2).get("listeners"))
        .isEqualTo("PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9192");
  }

  @Test
  void shouldAdvertiseForwardedPorts() {
    List<KafkaNode> nodes = nodes(2, 19092, 19192);

    assertThat(new KafkaSettings(nodes, 2, 1).of(nodes.get(1), Path.of("/data")))
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9093,CONTROLLER://127.0.0.1:9193")
        .containsEntry(
            "advertised.listeners", "PLAINTEXT://127.0.0.1:19093,CONTROLLER://127.0.0.1:19193")
        .containsEntry(
            "controller.quorum.voters", "1@127.0.0.1:19192,2@127.0.0.1:19193,3@127.0.0.1:19194");
  }

  @Test
  void shouldShortenQuorumTimeoutsOfControllerOnlyNode() {
    KafkaSettings settings = new KafkaSettings(nodes(2), 2, 1);

    assertThat(settings.of(nodes(2).get(2), Path.of("/data")))
        .containsAllEntriesOf(KafkaSettings.CONTROLLER_QUORUM_TIMEOUTS);
    assertThat(settings.of(nodes(2).get(0), Path.of("/data")))
        .doesNotContainKeys(
            KafkaSettings.CONTROLLER_QUORUM_TIMEOUTS.keySet().toArray(new String[0]));
  }

  @Test
  void shouldMatchQuorumTimeoutsOfComposeFile() throws IOException {
    String compose = Files.readString(Project.find().root().resolve("compose.yaml"));

    KafkaSettings.CONTROLLER_QUORUM_TIMEOUTS.forEach(
        (name, value) ->
            assertThat(compose)
                .contains(
                    "KAFKA_%s: \"%s\""
                        .formatted(name.toUpperCase(Locale.ROOT).replace('.', '_'), value)));
  }

  @Test
  void shouldRejectMinInSyncReplicasAboveReplicationFactor() {
    assertThatThrownBy(() -> new KafkaSettings(nodes(2), 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("min.insync.replicas must be 1 to the replication factor (2), but is 3");
  }

  @Test
  void shouldRequireTlsAndAuthenticationWhenSecured(@TempDir Path temporary) {
    SecretsDirectory secrets = new SecretsDirectory(temporary);
    new DevelopmentSecrets(secrets).make(false);
    KafkaSecurity security = new KafkaSecurity(secrets);
    KafkaSettings secured = new KafkaSettings(nodes(2), 2, 1, Optional.of(security));

    Map<String, String> broker = secured.of(nodes(2).get(0), Path.of("data"));
    assertThat(broker)
        .containsEntry("listeners", "SASL_SSL://127.0.0.1:9092,CONTROLLER://127.0.0.1:9192")
        .containsEntry(
            "advertised.listeners", "SASL_SSL://127.0.0.1:9092,CONTROLLER://127.0.0.1:9192")
        .containsEntry("inter.broker.listener.name", "SASL_SSL")
        .containsEntry("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:SSL")
        .containsEntry("listener.name.controller.ssl.client.auth", "required")
        .containsEntry("allow.everyone.if.no.acl.found", "false");
    assertThat(secured.of(nodes(2).get(2), Path.of("data")))
        .containsEntry("listeners", "CONTROLLER://127.0.0.1:9194")
        .doesNotContainKey("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config");
    assertThat(security.formatArguments())
        .hasSize(4)
        .contains("--add-scram")
        .anyMatch(argument -> argument.startsWith("SCRAM-SHA-512=[name=evilnet-broker,password="));
    assertThat(security.fingerprint())
        .isEqualTo(new KafkaSecurity(secrets).fingerprint())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void shouldMatchHeapOfComposeFileAndKubernetes() throws IOException {
    Path infra = Project.find().root().resolve("infra");
    assertThat(Files.readString(infra.resolve("../compose.yaml")))
        .containsSubsequence(
            "x-broker:",
            heapVariable(Kafka.BROKER_HEAP),
            "kafka-controller:",
            heapVariable(Kafka.CONTROLLER_HEAP));
    assertThat(Files.readString(infra.resolve("k8s/base/kafka.yaml")))
        .containsSubsequence(
            "name: broker",
            jvmOptions(Kafka.BROKER_HEAP),
            "name: controller",
            jvmOptions(Kafka.CONTROLLER_HEAP));
  }

  private static String heapVariable(String maxHeap) {
    return "KAFKA_HEAP_OPTS: %s %s\n".formatted(maxHeap, Kafka.INITIAL_HEAP);
  }

  private static String jvmOptions(String maxHeap) {
    return "jvmOptions: {\"-Xms\": %s, \"-Xmx\": %s}"
        .formatted(Kafka.INITIAL_HEAP.substring(4), maxHeap.substring(4));
  }

  private static Map<String, String> settings(int brokers) {
    List<KafkaNode> nodes = nodes(brokers);
    return new KafkaSettings(nodes, brokers, 1).of(nodes.get(0), Path.of("/data"));
  }

  private static List<KafkaNode> nodes(int brokers) {
    return nodes(brokers, 9092, 9192);
  }

  private static List<KafkaNode> nodes(int brokers, int advertised, int advertisedControllers) {
    int controllers = Kafka.controllers(brokers);
    return Kafka.nodes(
        KafkaListener.of(ports(9092, brokers), ports(advertised, brokers)),
        KafkaListener.of(ports(9192, controllers), ports(advertisedControllers, controllers)));
  }

  private static List<Port> ports(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(n -> new Port("a port", n)).toList();
  }
}
