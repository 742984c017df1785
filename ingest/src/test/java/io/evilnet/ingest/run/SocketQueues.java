package io.evilnet.ingest.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Unread bytes in the socket queues of Linux. */
final class SocketQueues {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int QUEUES = 4;
  private static final int SENDING = 0;
  private static final int RECEIVED = 1;
  private static final int ANY = -1;
  private static final int HEXADECIMAL = 16;

  private SocketQueues() {}

  /** Returns whether the operating system provides them. */
  static boolean areAvailable() {
    return Files.isReadable(TABLES.get(0));
  }

  /**
   * Returns the bytes from server to client that the client has not read; empty without a
   * connection.
   */
  static OptionalLong unread(int serverPort, int clientPort) throws IOException {
    // In this order: bytes move from the first queue to the second, never back.
    OptionalLong sending = queue(serverPort, clientPort, SENDING);
    OptionalLong received = queue(clientPort, serverPort, RECEIVED);
    return sending.isPresent() && received.isPresent()
        ? OptionalLong.of(sending.getAsLong() + received.getAsLong())
        : OptionalLong.empty();
  }

  /** Returns the bytes to a client that its operating system has not acknowledged. */
  static long unsent(int clientPort) throws IOException {
    return queue(ANY, clientPort, SENDING).orElse(0);
  }

  private static OptionalLong queue(int localPort, int remotePort, int index) throws IOException {
    for (Path table : TABLES) {
      if (!Files.exists(table)) {
        continue;
      }
      for (String row : Files.readAllLines(table)) {
        String[] fields = row.trim().split("\\s+");
        if ((localPort == ANY || isPort(fields[LOCAL], localPort))
            && isPort(fields[REMOTE], remotePort)) {
          return OptionalLong.of(Long.parseLong(fields[QUEUES].split(":")[index], HEXADECIMAL));
        }
      }
    }
    return OptionalLong.empty();
  }

  private static boolean isPort(String address, int port) {
    int colon = address.indexOf(':');
    return colon > 0
        && address.substring(colon + 1).matches("[0-9A-F]{4}")
        && Integer.parseInt(address.substring(colon + 1), HEXADECIMAL) == port;
  }
}
