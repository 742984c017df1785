package io.evilnet.streams.topology;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A barrier at the end offset of a partition at the start of its task.
 *
 * <p>A killed process may have sent more than its changelog contains, as the two partitions are
 * acknowledged separately. All records that it had read are before the end offset, so a task that
 * has read up to it has at least the same state.
 */
final class CatchUp {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  private final Backlog backlog;
  private final String group;
  private final TopicPartition partition;
  private CompletableFuture<Long> end;
  private long next;
  private boolean done;
  private String lastLogged = "";

  CatchUp(Backlog backlog, String group, TopicPartition partition) {
    this.backlog = backlog;
    this.group = group;
    this.partition = partition;
    this.end = requestEnd();
  }

  /** Records that the record at an offset was read. */
  void read(long offset) {
    next = offset + 1;
  }

  /**
   * Returns true if the barrier is reached; never blocks, and retries if the end offset could not
   * be read.
   */
  boolean isDone() {
    if (!done && end.isCompletedExceptionally()) {
      logProblem(end.handle((offset, failure) -> failure).join());
      end = requestEnd();
    }
    done = done || (end.isDone() && !end.isCompletedExceptionally() && next >= end.join());
    return done;
  }

  private void logProblem(Throwable failure) {
    String message = failure.toString();
    if (!message.equals(lastLogged)) {
      lastLogged = message;
      LOG.warn("cannot read the end offset of {}; output withheld, retrying", partition, failure);
    }
  }

  private CompletableFuture<Long> requestEnd() {
    return backlog.end(group, partition).toCompletableFuture();
  }
}
