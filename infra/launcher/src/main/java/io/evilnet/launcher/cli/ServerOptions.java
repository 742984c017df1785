package io.evilnet.launcher.cli;

import static java.util.stream.Collectors.joining;

import io.evilnet.launcher.process.Port;
import io.evilnet.store.session.CassandraSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** Command-line options of Kafka and Cassandra: their ports on 127.0.0.1, and the TTL of rows. */
final class ServerOptions {
  static final int BROKERS = 2;
  private static final int CONTROLLERS = 3;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description =
          "Port of the first broker; the second uses the next port (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--advertised-kafka-port",
      paramLabel = "PORT",
      description =
          "Advertised port of the first broker, if a proxy"
              + " forwards to --kafka-port; the second uses the next port.")
  private Integer advertisedKafkaPort;

  @Option(
      names = "--controller-port",
      paramLabel = "PORT",
      defaultValue = "9192",
      description =
          "Port of the first of Kafka's three controllers; the others use the next two ports"
              + " (default: ${DEFAULT-VALUE}).")
  private int controllerPort;

  @Option(
      names = "--advertised-controller-port",
      paramLabel = "PORT",
      description =
          "Advertised port of the first controller, if a proxy"
              + " forwards to --controller-port; the others use the next two ports.")
  private Integer advertisedControllerPort;

  @Option(
      names = "--cassandra-port",
      paramLabel = "PORT",
      defaultValue = "9042",
      description = "Native transport port of Cassandra (default: ${DEFAULT-VALUE}).")
  private int cassandraPort;

  @Option(
      names = "--advertised-cassandra-port",
      paramLabel = "PORT",
      description =
          "Port at which clients connect to Cassandra, if a proxy forwards to --cassandra-port.")
  private Integer advertisedCassandraPort;

  @Option(
      names = "--cassandra-storage-port",
      paramLabel = "PORT",
      defaultValue = "7000",
      description = "Storage port of Cassandra for other nodes (default: ${DEFAULT-VALUE}).")
  private int storagePort;

  @Option(
      names = "--counts-ttl",
      paramLabel = "DURATION",
      defaultValue = "1d",
      description = "TTL of the rows with counts (default: ${DEFAULT-VALUE}).")
  private Duration countsTtl;

  List<Port> brokers() {
    return ports("--kafka-port", kafkaPort, BROKERS);
  }

  /** Returns the advertised ports of the brokers, by default their own. */
  List<Port> advertisedBrokers() {
    return advertisedKafkaPort == null
        ? brokers()
        : ports("--advertised-kafka-port", advertisedKafkaPort, BROKERS);
  }

  /** Returns the advertised port of Cassandra. */
  Port advertisedCassandra() {
    return advertisedCassandraPort == null
        ? cassandra()
        : new Port("--advertised-cassandra-port", advertisedCassandraPort);
  }

  List<Port> controllers() {
    return ports("--controller-port", controllerPort, CONTROLLERS);
  }

  /** Returns the advertised ports of the controllers. */
  List<Port> advertisedControllers() {
    return advertisedControllerPort == null
        ? controllers()
        : ports("--advertised-controller-port", advertisedControllerPort, CONTROLLERS);
  }

  Port cassandra() {
    return new Port("--cassandra-port", cassandraPort);
  }

  Port cassandraStorage() {
    return new Port("--cassandra-storage-port", storagePort);
  }

  /** Verifies that Cassandra supports the TTL. */
  void requireTtl() {
    CassandraSettings.requireTtl(countsTtl);
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
