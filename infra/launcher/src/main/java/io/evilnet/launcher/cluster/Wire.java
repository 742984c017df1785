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
record Wire(Optional<SSLContext> tls) {
  static final Wire OPEN = new Wire(Optional.empty());

  private static final int TIMEOUT_MILLIS = 2_000;

  /** Writes the request and reads the response. */
  interface Exchange {
    boolean with(DataOutputStream out, DataInputStream in) throws IOException;
  }

  static Wire over(SSLContext tls) {
    return new Wire(Optional.of(tls));
  }

  boolean ask(int port, Exchange exchange) throws IOException {
    try (Socket open = new Socket()) {
      open.connect(new InetSocketAddress(Port.loopback(), port), TIMEOUT_MILLIS);
      open.setSoTimeout(TIMEOUT_MILLIS);
      open.setTcpNoDelay(true);
      try (Socket socket =
          tls.isPresent()
              ? secured(open, tls.get(), Port.loopback().getHostAddress(), port)
              : open) {
        return exchange.with(
            new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())),
            new DataInputStream(new BufferedInputStream(socket.getInputStream())));
      }
    }
  }

  private static Socket secured(Socket open, SSLContext tls, String host, int port)
      throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(open, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }
}
