package io.evilnet.infra.cli;

import static java.util.stream.Collectors.joining;

import io.evilnet.infra.process.Port;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** Where Kafka and Cassandra listen, on 127.0.0.1. */
final class ServerOptions {
  static final int BROKERS = 2;
  private static final int VOTERS = 3;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description =
          "Port of the first broker; the second has the next (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--advertised-kafka-port",
      paramLabel = "PORT",
      description =
          "Port under which the first broker is reached, by the other one too, when something"
              + " forwards to --kafka-port; the second has the next.")
  private Integer advertisedKafkaPort;

  @Option(
      names = "--controller-port",
      paramLabel = "PORT",
      defaultValue = "9192",
      description =
          "Port of the first of Kafka's three voters; the others have the next two"
              + " (default: ${DEFAULT-VALUE}).")
  private int controllerPort;

  @Option(
      names = "--advertised-controller-port",
      paramLabel = "PORT",
      description =
          "Port under which the first of the voters is reached by the others, when something"
              + " forwards to --controller-port; the others have the next two.")
  private Integer advertisedControllerPort;

  @Option(
      names = "--cassandra-port",
      paramLabel = "PORT",
      defaultValue = "9042",
      description = "Port of Cassandra for clients (default: ${DEFAULT-VALUE}).")
  private int cassandraPort;

  @Option(
      names = "--advertised-cassandra-port",
      paramLabel = "PORT",
      description =
          "Port under which Cassandra is reached, when something forwards to --cassandra-port.")
  private Integer advertisedCassandraPort;

  @Option(
      names = "--cassandra-storage-port",
      paramLabel = "PORT",
      defaultValue = "7000",
      description = "Port of Cassandra for other nodes (default: ${DEFAULT-VALUE}).")
  private int storagePort;

  List<Port> brokers() {
    return ports("--kafka-port", kafkaPort, BROKERS);
  }

  /** Where clients reach the brokers: on their own ports, unless something stands between. */
  List<Port> advertisedBrokers() {
    return advertisedKafkaPort == null
        ? brokers()
        : ports("--advertised-kafka-port", advertisedKafkaPort, BROKERS);
  }

  /** Where clients reach Cassandra. */
  Port advertisedCassandra() {
    return advertisedCassandraPort == null
        ? cassandra()
        : new Port("--advertised-cassandra-port", advertisedCassandraPort);
  }

  List<Port> voters() {
    return ports("--controller-port", controllerPort, VOTERS);
  }

  /** Where the voters reach each other, and the brokers reach them. */
  List<Port> advertisedVoters() {
    return advertisedControllerPort == null
        ? voters()
        : ports("--advertised-controller-port", advertisedControllerPort, VOTERS);
  }

  Port cassandra() {
    return new Port("--cassandra-port", cassandraPort);
  }

  Port cassandraStorage() {
    return new Port("--cassandra-storage-port", storagePort);
  }

  /** The options by name, as a properties file has them. */
  Map<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            "kafka-port", Integer.toString(kafkaPort),
            "controller-port", Integer.toString(controllerPort),
            "cassandra-port", Integer.toString(cassandraPort),
            "cassandra-storage-port", Integer.toString(storagePort)));
  }

  static String addresses(List<Port> ports) {
    return ports.stream().map(port -> "127.0.0.1:" + port.number()).collect(joining(","));
  }

  static String addresses(Port port) {
    return addresses(List.of(port));
  }

  private static List<Port> ports(String setting, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(n -> new Port(setting, n)).toList();
  }
}
