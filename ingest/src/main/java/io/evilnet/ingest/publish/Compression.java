package io.evilnet.ingest.publish;

import java.util.Locale;

/** How the producer compresses its batches. */
public enum Compression {
  NONE,
  LZ4,
  ZSTD;

  /** The name Kafka uses. */
  String kafkaName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
