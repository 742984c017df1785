package io.evilnet.chaos.system;

import java.util.List;

/** Assignment of a range of consecutive ports. */
record SystemPorts(int first) {

  /** Length of the range. */
  static final int COUNT = 25;

  int kafka() {
    return first;
  }

  int controllers() {
    return first + 2;
  }

  int cassandra() {
    return first + 5;
  }

  int streams() {
    return first + 7;
  }

  int secondStreams() {
    return first + 8;
  }

  int ingest() {
    return first + 9;
  }

  /** Returns the first port of the links to the brokers. */
  int kafkaLinks() {
    return first + 11;
  }

  /** Returns the port of the link to Cassandra. */
  int cassandraLink() {
    return first + 13;
  }

  /** Returns the first port of the links to the controllers. */
  int controllerLinks() {
    return first + 20;
  }

  int simulator() {
    return first + 10;
  }

  int simulatorLink() {
    return first + 23;
  }

  /** Returns the ports as options of the launcher. */
  List<String> arguments() {
    return List.of(
        "--kafka-port=" + kafka(),
        "--advertised-kafka-port=" + kafkaLinks(),
        "--controller-port=" + controllers(),
        "--advertised-controller-port=" + controllerLinks(),
        "--cassandra-port=" + cassandra(),
        "--advertised-cassandra-port=" + cassandraLink(),
        "--cassandra-storage-port=" + (first + 6),
        "--streams-http=127.0.0.1:" + streams(),
        "--second-streams-http=127.0.0.1:" + secondStreams(),
        "--ingest-http=127.0.0.1:" + ingest(),
        "--simulator-http=127.0.0.1:" + simulator(),
        "--advertised-simulator-http=127.0.0.1:" + simulatorLink(),
        "--schedule-http=127.0.0.1:" + (first + 24),
        // Workers use the ports after the master's.
        "--spark-port=" + (first + 16),
        "--spark-web-port=" + (first + 18));
  }
}
