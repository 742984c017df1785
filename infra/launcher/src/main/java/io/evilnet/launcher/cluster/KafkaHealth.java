package io.evilnet.launcher.cluster;

import io.evilnet.launcher.process.Health;
import io.evilnet.platform.security.Login;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Health checks of Kafka nodes on the protocol level, because an admin client takes longer to start
 * than the check itself.
 */
final class KafkaHealth {
  private static final short METADATA = 3;
  private static final short METADATA_VERSION = 4;
  private static final short API_VERSIONS = 18;

  /** No topics, auto-creation disabled. */
  private static final byte[] BROKERS_ONLY = {0, 0, 0, 0, 0};

  private KafkaHealth() {}

  /**
   * Readiness of a broker: it is listed among the live brokers, so it has caught up and the
   * controller has unfenced it.
   */
  static Health broker(ProtocolProbe probe, Optional<Login> login, int port, int nodeId) {
    return () ->
        probe.run(
            port,
            (out, in) -> {
              KafkaProtocolClient kafka = new KafkaProtocolClient(out, in);
              if (login.isPresent()) {
                kafka.authenticate(login.get());
              }
              return listsBroker(kafka, nodeId);
            });
  }

  /**
   * Readiness of a controller and liveness of any node: a response to ApiVersions, which precedes
   * authentication.
   */
  static Health anyResponse(ProtocolProbe probe, int port) {
    return () -> probe.run(port, (out, in) -> responds(new KafkaProtocolClient(out, in)));
  }

  private static boolean listsBroker(KafkaProtocolClient kafka, int nodeId) throws IOException {
    DataInputStream in = kafka.request(METADATA, METADATA_VERSION, BROKERS_ONLY);
    in.readInt(); // throttle time
    for (int brokers = in.readInt(); brokers > 0; brokers--) {
      int id = in.readInt();
      KafkaProtocolClient.skipString(in); // host
      in.readInt(); // port
      KafkaProtocolClient.skipString(in); // rack
      if (id == nodeId) {
        return true;
      }
    }
    return false;
  }

  private static boolean responds(KafkaProtocolClient kafka) throws IOException {
    return kafka.request(API_VERSIONS, (short) 0, new byte[0]).readShort() == 0; // error code
  }
}
