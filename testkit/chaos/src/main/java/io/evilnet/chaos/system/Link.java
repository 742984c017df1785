package io.evilnet.chaos.system;

import io.evilnet.launcher.process.Port;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A TCP proxy to a server on this machine that can delay, reset or drop traffic. */
final class Link implements AutoCloseable {

  private static final int BACKLOG = 50;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private enum State {
    CONNECTED,
    SLOW,
    DROPPING
  }

  private final int serverPort;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile State state = State.CONNECTED;
  private volatile Duration delay = Duration.ZERO;

  /** Creates a link from {@code port} to {@code serverPort}. */
  Link(int port, int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listener = new ServerSocket(port, BACKLOG, Port.loopback());
    startDaemon(this::accept);
  }

  /** Resets all connections. New ones are accepted. */
  void reset() {
    // All sockets first, because the thread of a closed socket closes the other one.
    sockets.forEach(Link::resetOnClose);
    sockets.forEach(Link::closeWithReset);
  }

  /** Delays all traffic from now on. */
  void slow(Duration by) {
    delay = by;
    state = State.SLOW;
  }

  /**
   * Drops all traffic from now on: connections are kept, and new ones are accepted without effect.
   */
  void dropTraffic() {
    state = State.DROPPING;
  }

  /** Restores the link. Connections that have lost data are reset, as after a network partition. */
  void restore() {
    State before = state;
    state = State.CONNECTED;
    if (before == State.DROPPING) {
      reset();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        startDaemon(() -> connect(client));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    sockets.add(client);
    sockets.add(server);
    try {
      server.connect(
          new InetSocketAddress(Port.loopback(), serverPort),
          Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      startDaemon(() -> forward(client, server));
      forward(server, client);
    } catch (IOException e) {
      // The server is down: close the connection of the client.
      closeWithReset(client);
      closeWithReset(server);
      sockets.remove(client);
      sockets.remove(server);
    }
  }

  private void forward(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    boolean lost = false;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        State now = state;
        lost |= now == State.DROPPING;
        if (now == State.SLOW) {
          TimeUnit.MILLISECONDS.sleep(delay.toMillis());
        }
        if (!lost) {
          out.write(buffer, 0, read);
        } else if (now != State.DROPPING) {
          // TCP never delivers data after a gap.
          resetOnClose(from);
          resetOnClose(to);
          return;
        }
      }
    } catch (IOException e) {
      // Reset, or closed by one side.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  /** Configures the socket to send RST instead of FIN when it is closed. */
  private static void resetOnClose(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Already closed.
    }
  }

  private static void closeWithReset(Socket socket) {
    resetOnClose(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // Already closed.
    }
  }

  private static void startDaemon(Runnable task) {
    Thread thread = new Thread(task, "link");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // Ignored: there is nothing to recover.
    }
    reset();
  }
}
