package io.evilnet.launcher.cluster;

import static java.util.stream.Collectors.joining;

import io.evilnet.launcher.process.Health;
import io.evilnet.launcher.process.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A node of the Kafka cluster: a broker, a controller, or both.
 *
 * @param clients client listener of a broker
 * @param votes controller listener of a controller
 */
record KafkaNode(
    String name, int id, Optional<KafkaListener> clients, Optional<KafkaListener> votes) {
  static final String CLIENTS = "PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";

  boolean isBroker() {
    return clients.isPresent();
  }

  boolean isVoter() {
    return votes.isPresent();
  }

  int controllerPort() {
    return votes.orElseThrow().port().number();
  }

  /** Returns the node as in {@code controller.quorum.voters}. */
  String voter() {
    return id + "@127.0.0.1:" + votes.orElseThrow().advertised().number();
  }

  String roles() {
    return isBroker() ? isVoter() ? "broker,controller" : "broker" : "controller";
  }

  String listeners() {
    return listeners(CLIENTS);
  }

  /**
   * Returns the listeners with another name for the client listener, which is that of its security
   * protocol.
   */
  String listeners(String clientsName) {
    return each(clientsName, KafkaListener::address);
  }

  /** Returns the advertised listeners. */
  String advertisedListeners() {
    return advertisedListeners(CLIENTS);
  }

  /**
   * Returns the advertised listeners with another name for the client listener, which is that of
   * its security protocol.
   */
  String advertisedListeners(String clientsName) {
    return each(clientsName, KafkaListener::advertisedAddress);
  }

  private String each(String clientsName, BiFunction<KafkaListener, String, String> address) {
    return Stream.concat(
            clients.stream().map(listener -> address.apply(listener, clientsName)),
            votes.stream().map(listener -> address.apply(listener, CONTROLLER)))
        .collect(joining(","));
  }

  Port[] ports() {
    List<Port> ports = new ArrayList<>();
    clients.map(KafkaListener::port).ifPresent(ports::add);
    votes.map(KafkaListener::port).ifPresent(ports::add);
    return ports.toArray(Port[]::new);
  }

  String address() {
    return "127.0.0.1:" + clients.or(() -> votes).orElseThrow().port().number();
  }

  /** Liveness: any response, as a broker that is fenced or alone is alive. */
  Health live(Optional<KafkaSecurity> security) {
    return clients
        .map(listener -> listener.port().number())
        .map(
            port ->
                security
                    .map(secured -> secured.anyAnswer(port))
                    .orElseGet(() -> KafkaHealth.anyAnswer(Wire.OPEN, port)))
        .orElseGet(() -> health(security));
  }

  Health health(Optional<KafkaSecurity> security) {
    return clients
        .map(listener -> listener.port().number())
        .map(
            port ->
                security
                    .map(secured -> secured.broker(port, id))
                    .orElseGet(() -> KafkaHealth.broker(Wire.OPEN, Optional.empty(), port, id)))
        .orElseGet(
            () ->
                security
                    .map(secured -> secured.controller(controllerPort()))
                    .orElseGet(() -> KafkaHealth.anyAnswer(Wire.OPEN, controllerPort())));
  }
}
