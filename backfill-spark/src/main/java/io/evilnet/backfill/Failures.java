package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import io.evilnet.infra.schema.CassandraUnavailableException;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.spark.SparkException;

/** Says in one line what has gone wrong, and what to do. */
final class Failures {

  private static final int LONGEST = 500;

  private Failures() {}

  /** The line for a failure of a run. */
  static String explain(Throwable failure, JobSettings settings) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnavailableException || cause instanceof CassandraUnavailableException) {
        return cause.getMessage();
      }
      if (cause instanceof DriverException) {
        return cassandra(settings, cause.getMessage());
      }
      Optional<String> refusal = settings.kafka().refusal(cause);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      if (cause instanceof KafkaException) {
        return kafka(settings, cause.getMessage());
      }
      if (cause instanceof SparkException) {
        return spark(settings, String.valueOf(cause.getMessage()));
      }
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** What a task has thrown arrives as text only. */
  private static String spark(JobSettings settings, String message) {
    if (message.contains("OffsetOutOfRange") || message.contains("data may have been lost")) {
      return "raw posts expired while they were read: run it again, with a later --from";
    }
    if (message.contains("OutOfMemoryError") || message.contains("exitCode: 52")) {
      return "the executors ran out of memory: ask for a shorter range, or give them more with --executor-memory MIB, and ./start-all.sh --worker-memory MIB";
    }
    if (message.contains(AllNodesFailedException.class.getPackageName())
        || message.contains("Failed to open native connection to Cassandra")) {
      return cassandra(settings, firstLine(message));
    }
    if (message.contains("org.apache.kafka")) {
      return kafka(settings, firstLine(message));
    }
    return "the Spark job failed: %s; run it again".formatted(firstLine(message));
  }

  private static String cassandra(JobSettings settings, String detail) {
    return "Cassandra at %s went away during the run (%s): run it again when it is back (--cassandra)"
        .formatted(
            settings.live().contactPoints().stream()
                .map(address -> address.getHostString() + ":" + address.getPort())
                .toList(),
            firstLine(detail));
  }

  private static String kafka(JobSettings settings, String detail) {
    return "Kafka at %s went away during the run (%s): run it again when it is back (--bootstrap-servers)"
        .formatted(settings.kafka(), firstLine(detail));
  }

  private static String firstLine(String message) {
    String line = String.valueOf(message).lines().findFirst().orElse("");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
