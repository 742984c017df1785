package io.evilnet.ingest.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkSocketsTest {

  private static final int LIBRARY_READ_BYTES = 8 * 1024;

  private final byte[] sent = new byte[1_000_003];
  private final NetworkSockets sockets = new NetworkSockets();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private ServerSocket server;
  private Socket socket;

  @BeforeEach
  void connect() throws Exception {
    new Random(1).nextBytes(sent);
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    CompletableFuture.runAsync(this::send);
    socket = sockets.createSocket();
    socket.connect(server.getLocalSocketAddress());
  }

  @AfterEach
  void close() throws Exception {
    socket.close();
    server.close();
  }

  @Test
  void shouldRunActionBeforeEachNetworkRead() throws Exception {
    List<Integer> receivedBefore = new ArrayList<>();
    sockets.beforeRead(() -> receivedBefore.add(received.size()));

    readAll(socket.getInputStream());

    assertThat(received.toByteArray()).isEqualTo(sent);
    assertThat(receivedBefore).startsWith(0).endsWith(sent.length);
    for (int i = 1; i < receivedBefore.size(); i++) {
      assertThat(receivedBefore.get(i) - receivedBefore.get(i - 1))
          .isLessThanOrEqualTo(NetworkSockets.READ_BYTES);
    }
  }

  @Test
  void shouldSupportSingleByteReads() throws Exception {
    InputStream in = socket.getInputStream();
    for (byte each : sent) {
      assertThat(in.read()).isEqualTo(each & 0xff);
    }
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void shouldNotReadWhenActionFails() throws Exception {
    InputStream in = socket.getInputStream();
    sockets.beforeRead(
        () -> {
          throw new IOException("cannot be stored");
        });
    assertThatThrownBy(() -> in.read(new byte[1])).hasMessage("cannot be stored");
    sockets.beforeRead(() -> {});

    readAll(in);

    assertThat(received.toByteArray()).isEqualTo(sent);
  }

  private void readAll(InputStream in) throws IOException {
    byte[] part = new byte[LIBRARY_READ_BYTES];
    for (int count = in.read(part); count >= 0; count = in.read(part)) {
      received.write(part, 0, count);
    }
  }

  private void send() {
    try (Socket client = server.accept()) {
      client.getOutputStream().write(sent);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
