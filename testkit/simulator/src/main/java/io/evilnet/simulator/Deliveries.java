package io.evilnet.simulator;

import java.io.IOException;
import java.util.List;

/**
 * Listener for delivered lines. Called on the threads of the connections.
 *
 * <p>A line is delivered when the operating system has accepted all of it, with its line end. A
 * client that keeps reading receives it; one that crashes, or whose connection is reset, may not
 * have read it.
 */
public interface Deliveries {

  /** No-op listener. */
  Deliveries IGNORED = new Deliveries() {};

  /** A client has connected from this port. */
  default void opened(String connection, int clientPort) {}

  /** Lines were delivered; they are passed without line ends. */
  default void delivered(String connection, List<byte[]> lines) {}

  /**
   * Called before a connection is reset. Data that the operating system has not sent by then never
   * reaches the client.
   */
  default void beforeReset(String connection) throws IOException {}
}
