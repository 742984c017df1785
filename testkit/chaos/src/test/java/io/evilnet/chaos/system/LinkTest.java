package io.evilnet.chaos.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.launcher.cluster.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {

  private static final int SHORT_TIMEOUT_MILLIS = 200;
  private static final int TIMEOUT_MILLIS = 10_000;

  private ServerSocket server;
  private Link link;
  private int port;

  @BeforeEach
  void begin() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    port = new FreePorts().next();
    link = new Link(port, server.getLocalPort());
  }

  @AfterEach
  void end() throws IOException {
    link.close();
    server.close();
  }

  @Test
  void shouldForwardInBothDirections() throws IOException {
    try (Socket client = connect();
        Socket other = server.accept()) {
      send(client, "a");
      assertThat(receive(other)).isEqualTo("a");
      send(other, "b");
      assertThat(receive(client)).isEqualTo("b");
    }
  }

  @Test
  void shouldDelayTrafficOfSlowLink() throws IOException {
    try (Socket client = connect();
        Socket other = server.accept()) {
      link.slow(Duration.ofMillis(500));
      send(client, "a");
      other.setSoTimeout(SHORT_TIMEOUT_MILLIS);
      assertThatThrownBy(() -> receive(other)).isInstanceOf(SocketTimeoutException.class);
      other.setSoTimeout(TIMEOUT_MILLIS);
      assertThat(receive(other)).isEqualTo("a");
    }
  }

  @Test
  void shouldDropTrafficWhenHalfOpenAndResetWhenRestored() throws IOException {
    try (Socket client = connect();
        Socket other = server.accept()) {
      link.dropTraffic();
      send(client, "a");
      other.setSoTimeout(SHORT_TIMEOUT_MILLIS);
      assertThatThrownBy(() -> receive(other)).isInstanceOf(SocketTimeoutException.class);
      link.restore();
      assertThatThrownBy(() -> receive(client)).isInstanceOf(SocketException.class);
    }
    shouldForwardInBothDirections();
  }

  @Test
  void shouldResetConnectionAfterDataLoss() throws IOException {
    try (Socket client = connect();
        Socket other = server.accept()) {
      link.dropTraffic();
      send(client, "a");
      other.setSoTimeout(SHORT_TIMEOUT_MILLIS);
      assertThatThrownBy(() -> receive(other)).isInstanceOf(SocketTimeoutException.class);
      link.slow(Duration.ZERO); // Restored; this alone resets nothing.
      send(client, "b");
      other.setSoTimeout(TIMEOUT_MILLIS);
      assertThatThrownBy(() -> receive(other)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void shouldResetConnectionsAndAcceptNewOnes() throws IOException {
    try (Socket client = connect();
        Socket other = server.accept()) {
      send(client, "a");
      assertThat(receive(other)).isEqualTo("a");
      link.reset();
      assertThatThrownBy(() -> receive(client)).isInstanceOf(SocketException.class);
    }
    shouldForwardInBothDirections();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String receive(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(1), UTF_8);
  }
}
