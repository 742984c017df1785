package io.evilnet.launcher.cluster;

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
 * Configuration of the nodes of a Kafka cluster: {@code kafka.properties}, shared by all
 * deployments, and the node's own settings.
 *
 * @param brokers number of nodes that are brokers, with ids from 1
 * @param minInSyncReplicas {@code min.insync.replicas}
 * @param security empty for nodes without authentication
 */
record KafkaSettings(
    List<KafkaNode> nodes, int brokers, int minInSyncReplicas, Optional<KafkaSecurity> security) {
  private static final int REPLICAS = 2;

  /**
   * Quorum timeouts of the controller-only node, shorter than the defaults of the others (2 s and 1
   * s): it detects the loss of the active controller first and usually becomes the active
   * controller, so that a failed broker is rarely the active controller as well, which would
   * restart the session timeout of every broker.
   */
  static final Map<String, String> CONTROLLER_QUORUM_TIMEOUTS =
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
          "min.insync.replicas must be 1 to the replication factor (%d), but is %d"
              .formatted(Math.min(REPLICAS, brokers), minInSyncReplicas));
    }
  }

  /** Settings of nodes without authentication. */
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

  /** Returns the settings of all nodes, from the file that containers mount as well. */
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
      all.putAll(CONTROLLER_QUORUM_TIMEOUTS);
    }
    // A static quorum: the nodes are known, and a restart on other ports needs no
    // reconfiguration.
    all.put(
        "controller.quorum.voters",
        nodes.stream()
            .filter(KafkaNode::isController)
            .map(KafkaNode::quorumVoter)
            .collect(joining(",")));
    all.put("log.dirs", logDirectory.toString());
  }
}
