package io.evilnet.ingest.publish;

/** Delivery callback of a record. The first two methods are called on the producer's thread. */
public interface Delivery {

  /** Kafka has acknowledged the record. Must not block. */
  void acknowledged();

  /**
   * The record may or may not be in Kafka: it must be sent again, with another publisher. Must not
   * block.
   */
  void failed(Exception cause);

  /**
   * Kafka has rejected the record permanently, and a dead letter is sent in its place. Called by
   * the sending thread.
   */
  void replaced(Refusal refusal);

  /** Kafka has rejected its dead letter permanently. Called by the sending thread. */
  void refused(Refusal refusal, Exception cause);
}
