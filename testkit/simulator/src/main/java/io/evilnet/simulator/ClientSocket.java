package io.evilnet.simulator;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** TCP connection of a request, for operations below HTTP. */
final class ClientSocket {

  private final EndPoint endPoint;
  private final int port;

  private ClientSocket(EndPoint endPoint, int port) {
    this.endPoint = endPoint;
    this.port = port;
  }

  static ClientSocket of(HttpServletRequest request) {
    return new ClientSocket(
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint(),
        request.getRemotePort());
  }

  /** Returns the client's port. */
  int port() {
    return port;
  }

  /**
   * Returns whether the client has closed its side. A client that reads a stream does not send any
   * data.
   */
  boolean isClosedByClient() {
    try {
      return !endPoint.isOpen() || channel().read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  boolean isOpen() {
    return endPoint.isOpen();
  }

  void close() {
    endPoint.close();
  }

  /** Resets the connection (TCP RST) instead of closing it. */
  void reset() throws IOException {
    channel().setOption(StandardSocketOptions.SO_LINGER, 0);
    endPoint.close();
  }

  private SocketChannel channel() {
    return (SocketChannel) endPoint.getTransport();
  }
}
