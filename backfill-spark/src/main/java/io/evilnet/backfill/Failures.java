package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.evilnet.infra.schema.CassandraUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.spark.SparkException;

/** Says in one line what has gone wrong, and what to do. */
final class Failures {

  private static final int LONGEST = 500;

  /** The cause of a failed task, whose text has a class name in it. */
  private static final Pattern SERVER_REFUSALS =
      Pattern.compile("servererrors\\.(InvalidQuery|Unauthorized|Syntax)\\w*");

  private Failures() {}

  /** The line for a failure of a run. */
  static String explain(Throwable failure, JobSettings settings) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnavailableException || cause instanceof CassandraUnavailableException) {
        return cause.getMessage();
      }
      if (cause instanceof QueryValidationException) {
        return refused(settings, cause.getMessage());
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
    if (SERVER_REFUSALS.matcher(message).find()) {
      return refused(settings, firstLine(message));
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
        .formatted(addresses(settings), firstLine(detail));
  }

  private static String refused(JobSettings settings, String detail) {
    return "Cassandra at %s refuses a statement (%s): it answers, and running it again does not help before its tables are those of this version (start the streams app) and the role may use them"
        .formatted(addresses(settings), firstLine(detail));
  }

  private static List<String> addresses(JobSettings settings) {
    return settings.live().contactPoints().stream()
        .map(address -> address.getHostString() + ":" + address.getPort())
        .toList();
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
