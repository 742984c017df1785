package io.evilnet.infra.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The properties of the nodes of one Kafka cluster: those of {@code kafka.properties}, which all
 * installations share, and who each node is.
 *
 * @param brokers the first nodes, which carry data; ids from 1
 * @param minInSyncReplicas replicas that must have a record before it is acknowledged
 * @param security none for nodes that ask nobody
 */
record KafkaSettings(
    List<KafkaNode> nodes, int brokers, int minInSyncReplicas, Optional<KafkaSecurity> security) {
  private static final int REPLICAS = 2;

  /**
   * The node without data is the first to notice that the leader of the voters is silent (2 s and 1
   * s by default), and so mostly leads them itself: a broker that dies then is not a controller
   * that dies as well, which would begin the session of each broker anew.
   */
  static final Map<String, String> PATIENCE_OF_THE_VOTER =
      Map.of(
          "controller.quorum.fetch.timeout.ms",
          "1000",
          "controller.quorum.election.timeout.ms",
          "500");

  private static final String REPLICATION_FACTOR = "replication.factor";

  KafkaSettings {
    nodes = List.copyOf(nodes);
    if (minInSyncReplicas < 1 || minInSyncReplicas > Math.min(REPLICAS, brokers)) {
      throw new IllegalArgumentException(
          "min.insync.replicas: from 1 to the number of replicas (%d), not %d"
              .formatted(Math.min(REPLICAS, brokers), minInSyncReplicas));
    }
  }

  /** Nodes that ask nobody. */
  KafkaSettings(List<KafkaNode> nodes, int brokers, int minInSyncReplicas) {
    this(nodes, brokers, minInSyncReplicas, Optional.empty());
  }

  Map<String, String> of(KafkaNode node, Path logDirectory) {
    Map<String, String> all = new LinkedHashMap<>();
    identity(all, node, logDirectory);
    all.putAll(shared());
    if (brokers < REPLICAS) {
      all.replaceAll((name, value) -> name.endsWith(REPLICATION_FACTOR) ? "1" : value);
    }
    all.put("min.insync.replicas", Integer.toString(minInSyncReplicas));
    security.ifPresent(secured -> all.putAll(secured.settings(node)));
    return all;
  }

  /** What all nodes state, from the file that containers mount as well. */
  static Map<String, String> shared() {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(KafkaSettings.class.getResourceAsStream("kafka.properties"), UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> shared = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> shared.put(name, properties.getProperty(name)));
    return shared;
  }

  private void identity(Map<String, String> all, KafkaNode node, Path logDirectory) {
    all.put("node.id", Integer.toString(node.id()));
    all.put("process.roles", node.roles());
    all.put("listeners", node.listeners());
    all.put("advertised.listeners", node.advertisedListeners());
    all.put("controller.listener.names", KafkaNode.CONTROLLER);
    if (node.isBroker()) {
      all.put("inter.broker.listener.name", KafkaNode.CLIENTS);
    } else {
      all.putAll(PATIENCE_OF_THE_VOTER);
    }
    // A static quorum: the nodes are known, and a restart on other ports needs no reconfiguration.
    all.put(
        "controller.quorum.voters",
        nodes.stream().filter(KafkaNode::isVoter).map(KafkaNode::voter).collect(joining(",")));
    all.put("log.dirs", logDirectory.toString());
  }
}
