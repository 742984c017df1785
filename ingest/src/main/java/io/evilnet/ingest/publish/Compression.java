package io.evilnet.ingest.publish;

import java.util.Locale;

/** Compression of the producer's batches. */
public enum Compression {
  NONE,
  LZ4,
  ZSTD;

  /** Returns Kafka's name. */
  String kafkaName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
