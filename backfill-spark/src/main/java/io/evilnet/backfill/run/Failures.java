package io.evilnet.backfill.run;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.evilnet.backfill.job.JobSettings;
import io.evilnet.backfill.job.UnavailableException;
import io.evilnet.store.session.CassandraUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.spark.SparkException;

/** Maps the failure of a run to a one-line message with cause and remedy. */
final class Failures {

  private static final int MAX_LENGTH = 500;

  /** Class names, in the message of a failed task, of driver exceptions for rejected statements. */
  private static final Pattern SERVER_REFUSALS =
      Pattern.compile("servererrors\\.(InvalidQuery|Unauthorized|Syntax)\\w*");

  private Failures() {}

  /** Returns the message for a failure of a run. */
  static String explain(Throwable failure, JobSettings settings) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnavailableException || cause instanceof CassandraUnavailableException) {
        return cause.getMessage();
      }
      if (cause instanceof QueryValidationException) {
        return rejected(settings, cause.getMessage());
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

  /** Maps the message of a failed task; Spark does not deliver its exception. */
  private static String spark(JobSettings settings, String message) {
    if (message.contains("OffsetOutOfRange") || message.contains("data may have been lost")) {
      return "raw posts expired while they were read; rerun with a later --from";
    }
    if (message.contains("OutOfMemoryError") || message.contains("exitCode: 52")) {
      return "the executors ran out of memory; specify a shorter range, or increase --executor-memory MIB and ./start-all.sh --worker-memory MIB";
    }
    if (SERVER_REFUSALS.matcher(message).find()) {
      return rejected(settings, firstLine(message));
    }
    if (message.contains(AllNodesFailedException.class.getPackageName())
        || message.contains("Failed to open native connection to Cassandra")) {
      return cassandra(settings, firstLine(message));
    }
    if (message.contains("org.apache.kafka")) {
      return kafka(settings, firstLine(message));
    }
    return "the Spark job failed: %s; rerun it".formatted(firstLine(message));
  }

  private static String cassandra(JobSettings settings, String detail) {
    return "Cassandra at %s became unavailable during the run (%s); check --cassandra and rerun when it is available"
        .formatted(addresses(settings), firstLine(detail));
  }

  private static String rejected(JobSettings settings, String detail) {
    return "Cassandra at %s rejected a statement (%s); check that its tables are of this version (starting the streams app migrates them) and that the role has permissions on them, then rerun"
        .formatted(addresses(settings), firstLine(detail));
  }

  private static List<String> addresses(JobSettings settings) {
    return settings.live().contactPoints().stream()
        .map(address -> address.getHostString() + ":" + address.getPort())
        .toList();
  }

  private static String kafka(JobSettings settings, String detail) {
    return "Kafka at %s became unavailable during the run (%s); check --bootstrap-servers and rerun when it is available"
        .formatted(settings.kafka(), firstLine(detail));
  }

  private static String firstLine(String message) {
    String line = String.valueOf(message).lines().findFirst().orElse("");
    return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
  }
}
