package io.evilnet.launcher.cluster;

import io.evilnet.launcher.process.Port;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One request to a server on the loopback address in the server's own protocol.
 *
 * @param tls TLS context of the client; empty for a plaintext connection
 */
record ProtocolProbe(Optional<SSLContext> tls) {
  static final ProtocolProbe PLAINTEXT = new ProtocolProbe(Optional.empty());

  private static final int TIMEOUT_MILLIS = 2_000;

  /** Writes the request and reads the response. */
  interface Exchange {
    boolean with(DataOutputStream out, DataInputStream in) throws IOException;
  }

  static ProtocolProbe overTls(SSLContext tls) {
    return new ProtocolProbe(Optional.of(tls));
  }

  boolean run(int port, Exchange exchange) throws IOException {
    try (Socket plaintext = new Socket()) {
      plaintext.connect(new InetSocketAddress(Port.loopback(), port), TIMEOUT_MILLIS);
      plaintext.setSoTimeout(TIMEOUT_MILLIS);
      plaintext.setTcpNoDelay(true);
      try (Socket socket =
          tls.isPresent()
              ? secured(plaintext, tls.get(), Port.loopback().getHostAddress(), port)
              : plaintext) {
        return exchange.with(
            new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())),
            new DataInputStream(new BufferedInputStream(socket.getInputStream())));
      }
    }
  }

  private static Socket secured(Socket plaintext, SSLContext tls, String host, int port)
      throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plaintext, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }
}
