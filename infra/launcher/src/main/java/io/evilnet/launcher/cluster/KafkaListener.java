package io.evilnet.launcher.cluster;

import io.evilnet.launcher.process.Port;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Listener of a Kafka node.
 *
 * @param port port that it binds
 * @param advertised advertised port; another one if a proxy forwards to {@code port}
 */
record KafkaListener(Port port, Port advertised) {

  /** Combines ports and advertised ports by index. */
  static List<KafkaListener> of(List<Port> ports, List<Port> advertised) {
    return IntStream.range(0, ports.size())
        .mapToObj(i -> new KafkaListener(ports.get(i), advertised.get(i)))
        .toList();
  }

  /** Returns the listener as in {@code listeners}. */
  String address(String name) {
    return name + "://127.0.0.1:" + port.number();
  }

  /** Returns the listener as in {@code advertised.listeners}. */
  String advertisedAddress(String name) {
    return name + "://127.0.0.1:" + advertised.number();
  }
}
