package io.evilnet.ingest.simulator;

import java.io.IOException;
import java.util.List;

/**
 * Who is told what the simulator has handed over. Called on the threads of the connections.
 *
 * <p>A line is handed over when the operating system has taken all of it, with its line end. A
 * client that lives and reads on gets it; one that dies, or whose connection is reset, may not have
 * read it by then.
 */
public interface Deliveries {

  /** Nobody wants to know. */
  Deliveries IGNORED =
      new Deliveries() {
        @Override
        public void opened(String connection, int clientPort) {}

        @Override
        public void handedOver(String connection, List<byte[]> lines) {}
      };

  /** A client was let in, from this port. */
  void opened(String connection, int clientPort);

  /** These lines were handed over, each without its line end. */
  void handedOver(String connection, List<byte[]> lines);

  /**
   * A connection is reset when this returns. What the operating system has not sent by then never
   * reaches the client.
   */
  default void beforeReset(String connection) throws IOException {}
}
