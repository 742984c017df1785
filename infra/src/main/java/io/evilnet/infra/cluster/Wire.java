package io.evilnet.infra.cluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** One question to a server on the loopback address in the server's own protocol. */
final class Wire {
  private static final int TIMEOUT_MILLIS = 2_000;

  private Wire() {}

  /** Writes the question and reads the answer. */
  interface Exchange {
    boolean with(DataOutputStream out, DataInputStream in) throws IOException;
  }

  static boolean ask(int port, Exchange exchange) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      return exchange.with(
          new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream())),
          new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream())));
    }
  }
}
