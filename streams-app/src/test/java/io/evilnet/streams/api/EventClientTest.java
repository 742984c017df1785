package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EventClientTest {

  /** A connection that accepts bytes while {@code ready} is true. */
  private static final class Connection extends ServletOutputStream {
    private final StringBuilder written = new StringBuilder();
    private boolean ready = true;
    private boolean disconnected;
    private boolean completed;

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException("whole events only");
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      if (completed) {
        throw new IllegalStateException("s=COMPLETED");
      }
      if (disconnected) {
        throw new IOException("disconnected");
      }
      written.append(new String(bytes, UTF_8));
    }
  }

  private final Connection connection = new Connection();
  private final EventClient client = new EventClient(connection);

  @Test
  void shouldBufferEventsUntilWritePossible() throws IOException {
    assertThat(client.send(bytes("a"))).isTrue();
    assertThat(connection.written).isEmpty();
    client.onWritePossible();
    assertThat(connection.written).hasToString("a");

    connection.ready = false;
    client.send(bytes("b"));
    client.send(bytes("c"));
    assertThat(connection.written).hasToString("a");
    connection.ready = true;
    client.onWritePossible();
    assertThat(connection.written).hasToString("abc");
  }

  @Test
  void shouldDisconnectClientWhenBufferIsFull() throws IOException {
    client.onWritePossible();
    connection.ready = false;
    byte[] half = new byte[EventClient.MAX_QUEUED_BYTES / 2];

    assertThat(client.send(half)).isTrue();
    assertThat(client.send(half)).isTrue();
    assertThat(client.send(half)).isFalse();
    assertThat(client.end()).isCompleted();
  }

  @Test
  void shouldEndWhenClientDisconnects() throws IOException {
    client.onWritePossible();
    connection.disconnected = true;

    assertThat(client.send(bytes("a"))).isFalse();
    assertThat(client.end()).isCompleted();
    assertThat(client.send(bytes("b"))).isFalse();
  }

  @Test
  void shouldEndWhenContainerHasCompletedRequest() throws IOException {
    client.onWritePossible();
    connection.completed = true;

    assertThat(client.send(bytes("a"))).isFalse();
    assertThat(client.end()).isCompleted();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
