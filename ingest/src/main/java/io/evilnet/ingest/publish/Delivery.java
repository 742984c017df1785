package io.evilnet.ingest.publish;

/** Who is told what became of a record. Called on the producer's thread: must be quick. */
public interface Delivery {

  /** Kafka has it, as many copies as it was asked for. */
  void acknowledged();

  /** It may or may not be in Kafka: it has to be sent again. */
  void failed(Exception cause);
}
