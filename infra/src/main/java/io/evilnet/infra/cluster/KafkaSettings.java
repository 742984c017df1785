package io.evilnet.infra.cluster;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties of the nodes of one Kafka cluster.
 *
 * @param brokers the first nodes, which carry data; ids from 1
 * @param minInSyncReplicas replicas that must have a record before it is acknowledged
 */
record KafkaSettings(List<KafkaNode> nodes, int brokers, int minInSyncReplicas) {
  private static final int REPLICAS = 2;

  KafkaSettings {
    nodes = List.copyOf(nodes);
    if (minInSyncReplicas < 1 || minInSyncReplicas > Math.min(REPLICAS, brokers)) {
      throw new IllegalArgumentException(
          "min.insync.replicas: from 1 to the number of replicas (%d), not %d"
              .formatted(Math.min(REPLICAS, brokers), minInSyncReplicas));
    }
  }

  Map<String, String> of(KafkaNode node, Path logDirectory) {
    Map<String, String> all = new LinkedHashMap<>();
    identity(all, node, logDirectory);
    replication(all);
    failover(all);
    groups(all);
    smallness(all);
    return all;
  }

  private void identity(Map<String, String> all, KafkaNode node, Path logDirectory) {
    all.put("node.id", Integer.toString(node.id()));
    all.put("process.roles", node.roles());
    all.put("listeners", node.listeners());
    all.put("controller.listener.names", KafkaNode.CONTROLLER);
    if (node.isBroker()) {
      all.put("inter.broker.listener.name", KafkaNode.CLIENTS);
    }
    // A static quorum: the nodes are known, and a restart on other ports needs no reconfiguration.
    all.put(
        "controller.quorum.voters",
        nodes.stream()
            .filter(KafkaNode::isVoter)
            .map(voter -> voter.id() + "@127.0.0.1:" + voter.controllerPort())
            .collect(joining(",")));
    all.put("log.dirs", logDirectory.toString());
  }

  private void replication(Map<String, String> all) {
    // The controller applies the default and the minimum, so every node states the same.
    String replicas = Integer.toString(Math.min(REPLICAS, brokers));
    all.put("default.replication.factor", replicas);
    all.put("min.insync.replicas", Integer.toString(minInSyncReplicas));
    // Kafka's own defaults, 3 replicas and 2 in sync, cannot be had from two brokers.
    for (String topic : Arrays.asList("offsets.topic", "transaction.state.log")) {
      all.put(topic + ".replication.factor", replicas);
    }
    all.put("transaction.state.log.min.isr", "1");
    all.put("share.coordinator.state.topic.replication.factor", replicas);
    all.put("share.coordinator.state.topic.min.isr", "1");
    // A replica that missed acknowledged records must not lead: that would be silent loss.
    all.put("unclean.leader.election.enable", "false");
    // A mistyped topic is an error, not a topic with settings nobody chose.
    all.put("auto.create.topics.enable", "false");
  }

  private void failover(Map<String, String> all) {
    // A dead broker is fenced after this time and its partitions move; 9 s by default.
    all.put("broker.session.timeout.ms", "6000");
    all.put("broker.heartbeat.interval.ms", "1500");
    // How long a replica that no longer fetches holds up acknowledgements; 30 s by default.
    all.put("replica.lag.time.max.ms", "10000");
    // How long a fetcher hangs on a leader that is stalled but connected; 30 s by default.
    all.put("replica.socket.timeout.ms", "6000");
    // Leadership returns to a broker that came back, so that both carry load again.
    all.put("leader.imbalance.check.interval.seconds", "30");
  }

  private void groups(Map<String, String> all) {
    // All members of our groups start within a moment, and each waits for its own health.
    all.put("group.initial.rebalance.delay.ms", "0");
    // Members may ask for a session as short as the brokers' own (classic protocol)…
    all.put("group.min.session.timeout.ms", "6000");
    // …and for the newer protocols the broker decides: 45 s by default.
    for (String protocol : Arrays.asList("consumer", "streams", "share")) {
      all.put("group." + protocol + ".min.session.timeout.ms", "6000");
      all.put("group." + protocol + ".session.timeout.ms", "10000");
      all.put("group." + protocol + ".min.heartbeat.interval.ms", "1000");
      all.put("group." + protocol + ".heartbeat.interval.ms", "2000");
    }
  }

  private void smallness(Map<String, String> all) {
    // One machine, few topics: less of everything that costs memory or start-up time.
    all.put("offsets.topic.num.partitions", "8");
    all.put("transaction.state.log.num.partitions", "8");
    all.put("share.coordinator.state.topic.num.partitions", "2");
    all.put("num.network.threads", "2");
    all.put("num.io.threads", "4");
    all.put("log.cleaner.dedupe.buffer.size", Long.toString(16L << 20));
    // Topics that are cut by time or size are looked at every minute; 5 min by default.
    all.put("log.retention.check.interval.ms", "60000");
  }
}
