package io.evilnet.infra.cluster;

import io.evilnet.infra.process.Port;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a node of Kafka listens, and where the others reach it.
 *
 * @param port of its own
 * @param advertised the same, or where something forwards from
 */
record KafkaListener(Port port, Port advertised) {

  /** One for each port, each with the advertised port at the same place of the other list. */
  static List<KafkaListener> of(List<Port> ports, List<Port> advertised) {
    return IntStream.range(0, ports.size())
        .mapToObj(i -> new KafkaListener(ports.get(i), advertised.get(i)))
        .toList();
  }

  /** As Kafka's properties have it. */
  String address(String name) {
    return name + "://127.0.0.1:" + port.number();
  }

  /** As Kafka's properties have it. */
  String advertisedAddress(String name) {
    return name + "://127.0.0.1:" + advertised.number();
  }
}
