package io.evilnet.launcher.cluster;

import static io.evilnet.launcher.provision.DevelopmentSecrets.KAFKA;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.launcher.process.Health;
import io.evilnet.launcher.provision.KafkaUser;
import io.evilnet.launcher.provision.SecretsDirectory;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.security.Identity;
import io.evilnet.platform.security.Login;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Configuration of Kafka with authentication. Clients and brokers authenticate with SCRAM over TLS;
 * controllers, which store the SCRAM credentials and cannot use them among themselves, authenticate
 * with certificates.
 */
record KafkaSecurity(SecretsDirectory secrets) {
  private static final String CLIENTS = "SASL_SSL";
  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String CERTIFICATE_OWNER = "User:CN=evilnet-" + KAFKA;

  /** Users that must exist before a broker can provision the others. */
  private static final List<KafkaUser> FIRST_USERS = List.of(KafkaUser.ADMIN, KafkaUser.BROKER);

  /**
   * Returns the settings of a node in addition to those without authentication; its listeners
   * replace those.
   */
  Map<String, String> settings(KafkaNode node) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("listeners", node.listeners(CLIENTS));
    settings.put("advertised.listeners", node.advertisedListeners(CLIENTS));
    settings.put(
        "listener.security.protocol.map",
        "%s:%s,%s:SSL".formatted(CLIENTS, CLIENTS, KafkaNode.CONTROLLER));
    if (node.isBroker()) {
      settings.put("inter.broker.listener.name", CLIENTS);
    }
    settings.putAll(authentication(node.isBroker() ? List.of(CLIENTS) : List.of()));
    return settings;
  }

  /**
   * Returns the settings of authentication, which do not depend on addresses.
   *
   * @param clientListeners names of the listeners of clients and brokers; empty for a controller
   */
  Map<String, String> authentication(List<String> clientListeners) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (!clientListeners.isEmpty()) {
      settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
      settings.put("sasl.enabled.mechanisms", MECHANISM);
    }
    for (String listener : clientListeners) {
      settings.put(
          "listener.name.%s.scram-sha-512.sasl.jaas.config"
              .formatted(listener.toLowerCase(Locale.ROOT)),
          KafkaConnection.jaas(login(KafkaUser.BROKER)));
    }
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.location", secrets.identity(KAFKA).toString());
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", secrets.authority().toString());
    settings.put("listener.name.controller.ssl.client.auth", "required");
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("allow.everyone.if.no.acl.found", "false");
    settings.put(
        "super.users",
        String.join(
            ";", KafkaUser.ADMIN.principal(), KafkaUser.BROKER.principal(), CERTIFICATE_OWNER));
    return settings;
  }

  /**
   * Returns the additional arguments of the storage tool; they contain secrets, which belong in a
   * file.
   */
  List<String> formatArguments() {
    return FIRST_USERS.stream()
        .map(this::login)
        .flatMap(
            login ->
                Stream.of(
                    "--add-scram",
                    "%s=[name=%s,password=%s]"
                        .formatted(MECHANISM, login.user(), login.password().value())))
        .toList();
  }

  /** Returns a hash of the passwords with which the storage was formatted. */
  String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      formatArguments().forEach(argument -> digest.update(argument.getBytes(UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is required in every JDK", e);
    }
  }

  Health broker(int port, int nodeId) {
    return KafkaHealth.broker(
        ProtocolProbe.overTls(secrets.trusted().context()),
        Optional.of(login(KafkaUser.ADMIN)),
        port,
        nodeId);
  }

  Health anyResponse(int port) {
    return KafkaHealth.anyResponse(ProtocolProbe.overTls(secrets.trusted().context()), port);
  }

  Health controller(int port) {
    SSLContext controller = new Identity(secrets.identity(KAFKA)).context(secrets.trusted());
    return KafkaHealth.anyResponse(ProtocolProbe.overTls(controller), port);
  }

  private Login login(KafkaUser user) {
    return secrets.access(user).login().orElseThrow();
  }
}
