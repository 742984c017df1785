package io.evilnet.infra.security;

import java.util.Locale;

/** Who logs in to Kafka. */
public enum KafkaUser {
  /** Makes topics, users and their rights. */
  ADMIN,
  /** The brokers among themselves. */
  BROKER,
  /** Writes posts. */
  INGEST,
  /** Counts. */
  STREAMS,
  /** Counts again. */
  BACKFILL,
  /** Looks. */
  READER;

  /** Its name in Kafka. */
  public String user() {
    return "evilnet-" + name().toLowerCase(Locale.ROOT);
  }

  /** Its name in Kafka's lists of rights. */
  public String principal() {
    return "User:" + user();
  }

  /** The name of its password in a {@link SecretsDirectory}. */
  public String passwordName() {
    return "kafka-" + name().toLowerCase(Locale.ROOT);
  }
}
