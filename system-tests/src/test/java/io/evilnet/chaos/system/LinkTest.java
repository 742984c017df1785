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

  private static final int SOON_MILLIS = 200;
  private static final int IN_TIME_MILLIS = 10_000;

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
      say(client, "a");
      assertThat(hear(other)).isEqualTo("a");
      say(other, "b");
      assertThat(hear(client)).isEqualTo("b");
    }
  }

  @Test
  void shouldDelayTrafficOfSlowLink() throws IOException {
    try (Socket client = connect();
        Socket other = server.accept()) {
      link.slow(Duration.ofMillis(500));
      say(client, "a");
      other.setSoTimeout(SOON_MILLIS);
      assertThatThrownBy(() -> hear(other)).isInstanceOf(SocketTimeoutException.class);
      other.setSoTimeout(IN_TIME_MILLIS);
      assertThat(hear(other)).isEqualTo("a");
    }
  }

  @Test
  void shouldDropTrafficWhenHalfOpenAndResetWhenRestored() throws IOException {
    try (Socket client = connect();
        Socket other = server.accept()) {
      link.silence();
      say(client, "a");
      other.setSoTimeout(SOON_MILLIS);
      assertThatThrownBy(() -> hear(other)).isInstanceOf(SocketTimeoutException.class);
      link.mend();
      assertThatThrownBy(() -> hear(client)).isInstanceOf(SocketException.class);
    }
    shouldForwardInBothDirections();
  }

  @Test
  void shouldResetConnectionAfterDataLoss() throws IOException {
    try (Socket client = connect();
        Socket other = server.accept()) {
      link.silence();
      say(client, "a");
      other.setSoTimeout(SOON_MILLIS);
      assertThatThrownBy(() -> hear(other)).isInstanceOf(SocketTimeoutException.class);
      link.slow(Duration.ZERO); // Restored; this alone resets nothing.
      say(client, "b");
      other.setSoTimeout(IN_TIME_MILLIS);
      assertThatThrownBy(() -> hear(other)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void shouldResetConnectionsAndAcceptNewOnes() throws IOException {
    try (Socket client = connect();
        Socket other = server.accept()) {
      say(client, "a");
      assertThat(hear(other)).isEqualTo("a");
      link.reset();
      assertThatThrownBy(() -> hear(client)).isInstanceOf(SocketException.class);
    }
    shouldForwardInBothDirections();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(IN_TIME_MILLIS);
    return socket;
  }

  private static void say(Socket socket, String letter) throws IOException {
    socket.getOutputStream().write(letter.getBytes(UTF_8));
  }

  private static String hear(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(1), UTF_8);
  }
}
