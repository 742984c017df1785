package io.evilnet.launcher.provision;

import java.util.Locale;

/** Users in Kafka. */
public enum KafkaUser {
  /** Super user that provisions topics, users and ACLs. */
  ADMIN,
  /** Inter-broker user. */
  BROKER,
  /** User of ingest, which writes posts. */
  INGEST,
  /** User of streams-app. */
  STREAMS,
  /** User of the backfill job. */
  BACKFILL,
  /** Read-only user. */
  READER;

  /** Returns the user name in Kafka. */
  public String user() {
    return "evilnet-" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns the principal in ACLs. */
  public String principal() {
    return "User:" + user();
  }

  /** Returns the name of the password in a {@link SecretsDirectory}. */
  public String passwordName() {
    return "kafka-" + name().toLowerCase(Locale.ROOT);
  }
}
