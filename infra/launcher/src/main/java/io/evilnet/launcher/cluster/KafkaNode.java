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
 * @param clientListener client listener of a broker
 * @param controllerListener controller listener of a controller
 */
record KafkaNode(
    String name,
    int id,
    Optional<KafkaListener> clientListener,
    Optional<KafkaListener> controllerListener) {
  static final String CLIENTS = "PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";

  boolean isBroker() {
    return clientListener.isPresent();
  }

  boolean isController() {
    return controllerListener.isPresent();
  }

  int controllerPort() {
    return controllerListener.orElseThrow().port().number();
  }

  /** Returns the node as in {@code controller.quorum.voters}. */
  String quorumVoter() {
    return id + "@127.0.0.1:" + controllerListener.orElseThrow().advertised().number();
  }

  String roles() {
    return isBroker() ? isController() ? "broker,controller" : "broker" : "controller";
  }

  String listeners() {
    return listeners(CLIENTS);
  }

  /**
   * Returns the listeners with another name for the client listener, which is that of its security
   * protocol.
   */
  String listeners(String clientsName) {
    return joined(clientsName, KafkaListener::address);
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
    return joined(clientsName, KafkaListener::advertisedAddress);
  }

  private String joined(String clientsName, BiFunction<KafkaListener, String, String> address) {
    return Stream.concat(
            clientListener.stream().map(listener -> address.apply(listener, clientsName)),
            controllerListener.stream().map(listener -> address.apply(listener, CONTROLLER)))
        .collect(joining(","));
  }

  Port[] ports() {
    List<Port> ports = new ArrayList<>();
    clientListener.map(KafkaListener::port).ifPresent(ports::add);
    controllerListener.map(KafkaListener::port).ifPresent(ports::add);
    return ports.toArray(Port[]::new);
  }

  String address() {
    return "127.0.0.1:" + clientListener.or(() -> controllerListener).orElseThrow().port().number();
  }

  /** Returns the liveness check: any response, because a fenced or isolated broker is alive. */
  Health live(Optional<KafkaSecurity> security) {
    return clientListener
        .map(listener -> listener.port().number())
        .map(
            port ->
                security
                    .map(secured -> secured.anyResponse(port))
                    .orElseGet(() -> KafkaHealth.anyResponse(ProtocolProbe.PLAINTEXT, port)))
        .orElseGet(() -> health(security));
  }

  Health health(Optional<KafkaSecurity> security) {
    return clientListener
        .map(listener -> listener.port().number())
        .map(
            port ->
                security
                    .map(secured -> secured.broker(port, id))
                    .orElseGet(
                        () ->
                            KafkaHealth.broker(
                                ProtocolProbe.PLAINTEXT, Optional.empty(), port, id)))
        .orElseGet(
            () ->
                security
                    .map(secured -> secured.controller(controllerPort()))
                    .orElseGet(
                        () -> KafkaHealth.anyResponse(ProtocolProbe.PLAINTEXT, controllerPort())));
  }
}
