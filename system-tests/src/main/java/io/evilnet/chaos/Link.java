package io.evilnet.chaos;

import io.evilnet.infra.process.Port;
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

/** The way to a server on this machine: a TCP proxy that can be slow, break, or go silent. */
final class Link implements AutoCloseable {

  private static final int BACKLOG = 50;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

  private enum State {
    WHOLE,
    SLOW,
    SILENT
  }

  private final int serverPort;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile State state = State.WHOLE;
  private volatile Duration delay = Duration.ZERO;

  /** A way from {@code port} to {@code serverPort} that is whole. */
  Link(int port, int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listener = new ServerSocket(port, BACKLOG, Port.loopback());
    daemon(this::accept);
  }

  /** Ends all connections with a reset. New ones are let through. */
  void reset() {
    // All first: who carries from one that is closed closes the other.
    sockets.forEach(Link::breakOff);
    sockets.forEach(Link::end);
  }

  /** Holds up all that is sent from now on. */
  void slow(Duration by) {
    delay = by;
    state = State.SLOW;
  }

  /** Loses all that is sent from now on: connections stay, and new ones are made, to no avail. */
  void silence() {
    state = State.SILENT;
  }

  /**
   * Is whole again. Connections that have lost something end, as they do when a network is back.
   */
  void mend() {
    State before = state;
    state = State.WHOLE;
    if (before == State.SILENT) {
      reset();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        daemon(() -> connect(client));
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
          Math.toIntExact(CONNECT_WITHIN.toMillis()));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      daemon(() -> carry(client, server));
      carry(server, client);
    } catch (IOException e) {
      // The server is away: whoever connects sees it.
      end(client);
      end(server);
      sockets.remove(client);
      sockets.remove(server);
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    boolean lost = false;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        State now = state;
        lost |= now == State.SILENT;
        if (now == State.SLOW) {
          TimeUnit.MILLISECONDS.sleep(delay.toMillis());
        }
        if (!lost) {
          out.write(buffer, 0, read);
        } else if (now != State.SILENT) {
          // TCP never goes on behind a hole.
          breakOff(from);
          breakOff(to);
          return;
        }
      }
    } catch (IOException e) {
      // Reset, or one side has hung up.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  /** Whoever closes it then, it ends with a reset, not with the end of a conversation. */
  private static void breakOff(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It was closed already.
    }
  }

  private static void end(Socket socket) {
    breakOff(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // It was closed already.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "link");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // Nothing that anybody could do about it.
    }
    reset();
  }
}
