package io.evilnet.ingest.publish;

import java.util.Optional;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** Kinds of permanent rejections by Kafka, for which a retry is pointless. */
public enum Refusal {
  TOO_LARGE("too-large", "set max.message.bytes of the topic %1$s as ./start-all.sh does"),
  INVALID_RECORD(
      "invalid-record", "set the configuration of the topic %1$s as ./start-all.sh does"),
  INVALID_TOPIC("invalid-topic", "create the topic %1$s with ./start-all.sh"),
  UNKNOWN_TOPIC("unknown-topic", "create the topic %1$s with ./start-all.sh"),
  UNAUTHENTICATED(
      "unauthenticated", "check --kafka-user, --kafka-password-file and --kafka-ca of ingest"),
  UNAUTHORIZED(
      "unauthorized",
      "grant the Kafka user of ingest WRITE and DESCRIBE on the topic %1$s with kafka-acls, or"
          + " restart with ./start-all.sh --secure, which grants all ACLs");

  private final String label;
  private final String remedy;

  Refusal(String label, String remedy) {
    this.label = label;
    this.remedy = remedy;
  }

  /** Returns the kind of rejection of a failure of the producer; empty if a retry may succeed. */
  public static Optional<Refusal> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Refusal refusal = ofOne(cause);
      if (refusal != null) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }

  private static Refusal ofOne(Throwable failure) {
    if (failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException) {
      return TOO_LARGE;
    }
    if (failure instanceof InvalidRecordException
        || failure instanceof InvalidTimestampException
        || failure instanceof SerializationException) {
      return INVALID_RECORD;
    }
    if (failure instanceof InvalidTopicException) {
      return INVALID_TOPIC;
    }
    if (failure instanceof AuthenticationException) {
      return UNAUTHENTICATED;
    }
    return failure instanceof AuthorizationException ? UNAUTHORIZED : null;
  }

  /** Returns whether the single record is rejected, as opposed to every record of its topic. */
  public boolean isOfRecord() {
    return this == TOO_LARGE || this == INVALID_RECORD;
  }

  /** Returns the name in metrics and headers. */
  public String label() {
    return label;
  }

  /** Returns one line with Kafka's message and the remedy. */
  public String explain(String topic, String message) {
    return "Kafka rejects records of %s (%s): %s"
        .formatted(topic, message, remedy.formatted(topic));
  }
}
