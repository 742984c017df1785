package io.evilnet.ingest.publish;

/** Listener to the fate of a record. The first two are called on the producer's thread. */
public interface Delivery {

  /** Kafka has it, in as many replicas as were asked for. Must be quick. */
  void acknowledged();

  /**
   * It may or may not be in Kafka: it has to be sent again, with another publisher. Must be quick.
   */
  void failed(Exception cause);

  /**
   * Kafka refuses the record for good, and a dead letter is sent in its place. Called by the thread
   * that sends.
   */
  void replaced(Refusal refusal);

  /** Kafka refuses its dead letter for good. Called by the thread that sends. */
  void refused(Refusal refusal, Exception cause);
}
