package io.evilnet.streams.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy of a local server that can interrupt and restore its connections. */
public final class Cable implements AutoCloseable {

  private final int serverPort;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  /** Starts a proxy of {@code serverPort} that accepts connections. */
  public Cable(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** Returns the port of the proxy. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Closes all connections and rejects new ones. */
  public void cut() {
    cut = true;
    sockets.forEach(Cable::end);
  }

  /** Accepts connections again. */
  public void mend() {
    cut = false;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sockets.add(client);
        if (cut) {
          end(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // The server is unavailable or the proxy is closed; the client detects it.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      sockets.add(server);
      daemon(() -> carry(client, server));
      daemon(() -> carry(server, client));
    } catch (IOException e) {
      end(client);
      throw e;
    }
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The connection was interrupted or closed by a peer.
    } finally {
      sockets.remove(from);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Already closed.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
