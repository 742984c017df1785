package io.evilnet.ingest.x;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets that read up to {@link #READ_BYTES} bytes from the network at once, and run an action
 * before each read.
 *
 * <p>OkHttp reads 8 KiB at a time. The action stores the data of the previous reads, so that a
 * killed process loses the data of at most one read, apart from data in the buffers of the
 * operating system.
 */
final class NetworkSockets extends SocketFactory {

  /** Runs before bytes are read from the network. */
  @FunctionalInterface
  interface BeforeRead {
    void run() throws IOException;
  }

  static final int READ_BYTES = 16 * 1024;

  private volatile BeforeRead beforeRead = () -> {};

  /** Sets the action to run before each read, on the reading thread. */
  void beforeRead(BeforeRead action) {
    beforeRead = action;
  }

  @Override
  public Socket createSocket() {
    return new ReadingSocket();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("only unconnected sockets are supported");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket(host.getHostName(), port);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localHost, int localPort) {
    return createSocket(address, port);
  }

  private final class ReadingSocket extends Socket {

    private InputStream in;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      if (in == null) {
        in = new NetworkInput(super.getInputStream());
      }
      return in;
    }
  }

  /** Not a {@link java.io.BufferedInputStream}, which continues to read while data is available. */
  private final class NetworkInput extends InputStream {

    private final InputStream in;
    private final byte[] buffer = new byte[READ_BYTES];
    private int begin;
    private int end;

    private NetworkInput(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return fill() ? buffer[begin++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, end - begin);
      System.arraycopy(buffer, begin, target, offset, count);
      begin += count;
      return count;
    }

    @Override
    public int available() throws IOException {
      return end - begin + in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    /** Returns whether there are bytes in the buffer; false at the end of the stream. */
    private boolean fill() throws IOException {
      if (begin == end) {
        beforeRead.run();
        begin = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
      }
      return begin < end;
    }
  }
}
