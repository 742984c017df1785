package io.evilnet.chaos.system;

import java.util.List;

/** Names of the processes of a system. */
public final class ProcessNames {
  public static final String STREAMS = "streams-app";
  public static final String SECOND_STREAMS = "streams-app-2";
  public static final String CASSANDRA = "cassandra";
  public static final String SIMULATOR = "simulator";
  public static final List<String> BROKERS = List.of("kafka-1", "kafka-2");

  /** Kafka nodes by id, from 1; each is a controller of the quorum. */
  public static final List<String> CONTROLLERS = List.of("kafka-1", "kafka-2", "kafka-controller");

  private ProcessNames() {}
}
