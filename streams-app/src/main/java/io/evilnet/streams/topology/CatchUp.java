package io.evilnet.streams.topology;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a task has read what stood in its partition when it began.
 *
 * <p>A process that was killed may have sent more than its changelog knows: the two are different
 * partitions, acknowledged one by one. All it had read stands before the end of the log, so a task
 * that has read up to there knows no less.
 */
final class CatchUp {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  private final Backlog backlog;
  private final String group;
  private final TopicPartition partition;
  private CompletableFuture<Long> end;
  private long next;
  private boolean done;
  private String lastProblem = "";

  CatchUp(Backlog backlog, String group, TopicPartition partition) {
    this.backlog = backlog;
    this.group = group;
    this.partition = partition;
    this.end = ask();
  }

  /** Tells that a record was read. */
  void read(long offset) {
    next = offset + 1;
  }

  /** Whether it has; asks again when Kafka did not answer, and never waits. */
  boolean isDone() {
    if (!done && end.isCompletedExceptionally()) {
      explain(end.handle((offset, failure) -> failure).join());
      end = ask();
    }
    done = done || (end.isDone() && !end.isCompletedExceptionally() && next >= end.join());
    return done;
  }

  private void explain(Throwable failure) {
    String message = failure.toString();
    if (!message.equals(lastProblem)) {
      lastProblem = message;
      LOG.warn(
          "nothing is sent yet: how far {} goes is not known; asking again", partition, failure);
    }
  }

  private CompletableFuture<Long> ask() {
    return backlog.end(group, partition).toCompletableFuture();
  }
}
