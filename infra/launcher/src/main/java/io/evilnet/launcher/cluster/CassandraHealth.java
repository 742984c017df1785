package io.evilnet.launcher.cluster;

import io.evilnet.launcher.process.Health;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Readiness check of Cassandra: the request OPTIONS of the <a
 * href="https://github.com/apache/cassandra/blob/trunk/doc/native_protocol_v4.spec">native protocol
 * v4</a>, whose port is opened only after the node has joined.
 */
record CassandraHealth(ProtocolProbe probe, int port) implements Health {
  private static final byte[] OPTIONS = {0x04, 0, 0, 0, 0x05, 0, 0, 0, 0};
  private static final byte RESPONSE_V4 = (byte) 0x84;
  private static final byte SUPPORTED = 0x06;

  @Override
  public boolean check() throws IOException {
    return probe.run(port, CassandraHealth::supportsVersion4);
  }

  private static boolean supportsVersion4(DataOutputStream out, DataInputStream in)
      throws IOException {
    out.write(OPTIONS);
    out.flush();
    byte version = in.readByte();
    in.skipNBytes(3); // flags, stream
    return version == RESPONSE_V4 && in.readByte() == SUPPORTED;
  }
}
