package io.evilnet.infra.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.evilnet.infra.process.Health;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Questions to a Kafka node, written to the wire: an admin client would take longer to start than
 * the answer takes, for a person who waits for a status. Formats from the <a
 * href="https://kafka.apache.org/protocol">protocol guide</a>, request header v1.
 */
final class KafkaHealth {
  private static final short METADATA = 3;
  private static final short METADATA_VERSION = 4;
  private static final short API_VERSIONS = 18;
  private static final int CORRELATION = 0x4556;
  private static final String CLIENT = "evilnet-health";

  private KafkaHealth() {}

  /**
   * A broker is up when it sees itself among the live brokers: it has caught up and the controller
   * has let it in.
   */
  static Health broker(int port, int nodeId) {
    return () -> Wire.ask(port, (out, in) -> listsItself(out, in, nodeId));
  }

  /** A mere voter is up when it answers at all. */
  static Health controller(int port) {
    return () -> Wire.ask(port, KafkaHealth::answers);
  }

  private static boolean listsItself(DataOutputStream out, DataInputStream in, int nodeId)
      throws IOException {
    send(out, METADATA, METADATA_VERSION, new byte[] {0, 0, 0, 0, 0}); // no topics, create none
    receive(in);
    in.readInt(); // throttle time
    for (int brokers = in.readInt(); brokers > 0; brokers--) {
      int id = in.readInt();
      skipString(in); // host
      in.readInt(); // port
      skipString(in); // rack
      if (id == nodeId) {
        return true;
      }
    }
    return false;
  }

  private static boolean answers(DataOutputStream out, DataInputStream in) throws IOException {
    send(out, API_VERSIONS, (short) 0, new byte[0]);
    receive(in);
    return in.readShort() == 0; // error code
  }

  private static void send(DataOutputStream out, short api, short version, byte[] body)
      throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(request);
    fields.writeShort(api);
    fields.writeShort(version);
    fields.writeInt(CORRELATION);
    fields.writeShort(CLIENT.length());
    fields.write(CLIENT.getBytes(US_ASCII));
    fields.write(body);
    out.writeInt(request.size());
    request.writeTo(out);
    out.flush();
  }

  private static void receive(DataInputStream in) throws IOException {
    in.readInt(); // size
    if (in.readInt() != CORRELATION) {
      throw new IOException("not an answer of Kafka");
    }
  }

  private static void skipString(DataInputStream in) throws IOException {
    short length = in.readShort();
    if (length > 0) {
      in.skipNBytes(length);
    }
  }
}
