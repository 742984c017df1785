package io.evilnet.infra.cluster;

import io.evilnet.infra.process.Health;
import io.evilnet.infra.process.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One node of the Kafka cluster: a broker, a voter of the metadata quorum, or both.
 *
 * @param clients where it listens for clients, if it is a broker
 * @param advertised where they reach it: there, or where something forwards from
 * @param votes where the other voters reach it, if it votes
 */
record KafkaNode(
    String name, int id, Optional<Port> clients, Optional<Port> advertised, Optional<Port> votes) {
  static final String CLIENTS = "PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";

  boolean isBroker() {
    return clients.isPresent();
  }

  boolean isVoter() {
    return votes.isPresent();
  }

  int controllerPort() {
    return votes.orElseThrow().number();
  }

  String roles() {
    return isBroker() ? isVoter() ? "broker,controller" : "broker" : "controller";
  }

  String listeners() {
    return listeners(CLIENTS);
  }

  /** With another name for the one of the clients, which is that of its protocol. */
  String listeners(String clientsName) {
    List<String> listeners = new ArrayList<>();
    clients.ifPresent(port -> listeners.add(clientsName + "://127.0.0.1:" + port.number()));
    votes.ifPresent(port -> listeners.add(CONTROLLER + "://127.0.0.1:" + port.number()));
    return String.join(",", listeners);
  }

  /** Where the broker says that it is reached. */
  String advertisedListeners() {
    return advertisedListeners(CLIENTS);
  }

  /** With another name for the listener, which is that of its protocol. */
  String advertisedListeners(String clientsName) {
    return clientsName + "://127.0.0.1:" + advertised.orElseThrow().number();
  }

  Port[] ports() {
    List<Port> ports = new ArrayList<>();
    clients.ifPresent(ports::add);
    votes.ifPresent(ports::add);
    return ports.toArray(Port[]::new);
  }

  String address() {
    return "127.0.0.1:" + clients.or(() -> votes).orElseThrow().number();
  }

  Health health(Optional<KafkaSecurity> security) {
    return clients
        .map(Port::number)
        .map(
            port ->
                security
                    .map(secured -> secured.broker(port, id))
                    .orElseGet(() -> KafkaHealth.broker(Wire.OPEN, Optional.empty(), port, id)))
        .orElseGet(
            () ->
                security
                    .map(secured -> secured.controller(controllerPort()))
                    .orElseGet(() -> KafkaHealth.controller(Wire.OPEN, controllerPort())));
  }
}
