package io.evilnet.backfill.run;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.collection.JavaConverters;

/**
 * Prints the number of posts read, from the metrics that the executors report every few seconds.
 */
final class Progress extends SparkListener {

  private static final String RECORDS_READ = "internal.metrics.input.recordsRead";

  private final PrintWriter out;
  private final boolean terminal;
  private final long posts;
  private final long windows;
  private final long startNanos = System.nanoTime();
  private final Map<Long, Long> readByTask = new ConcurrentHashMap<>();
  private boolean ended;

  /**
   * @param terminal true if a line can be overwritten
   * @param posts number of posts to read
   * @param windows number of windows counted
   */
  Progress(PrintWriter out, boolean terminal, long posts, long windows) {
    this.out = out;
    this.terminal = terminal;
    this.posts = posts;
    this.windows = windows;
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    JavaConverters.seqAsJavaList(update.accumUpdates())
        .forEach(
            task ->
                JavaConverters.seqAsJavaList(task._4())
                    .forEach(metric -> note((Long) task._1(), metric)));
    printProgress();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskMetrics() != null && end.reason().toString().equals("Success")) {
      readByTask.put(end.taskInfo().taskId(), end.taskMetrics().inputMetrics().recordsRead());
    } else {
      readByTask.remove(end.taskInfo().taskId());
    }
  }

  private void note(long task, AccumulableInfo metric) {
    if (metric.name().contains(RECORDS_READ) && metric.update().isDefined()) {
      readByTask.put(task, ((Number) metric.update().get()).longValue());
    }
  }

  private synchronized void printProgress() {
    if (terminal && !ended) {
      out.print("\r" + line(read(), elapsedNanos()) + "   ");
      out.flush();
    }
  }

  /** Prints the last line: all posts are read. */
  synchronized void end() {
    ended = true;
    out.print((terminal ? "\r" : "") + line(posts, elapsedNanos()) + "   \n");
    out.flush();
  }

  /** Ends an incomplete line before other output. */
  synchronized void abandon() {
    if (terminal && !ended) {
      out.println();
    }
    ended = true;
  }

  private String line(long read, long nanos) {
    double seconds = Math.max(1, nanos) / (double) TimeUnit.SECONDS.toNanos(1);
    return String.format(
        Locale.ROOT,
        "Counting %,d windows: %,d of %,d posts, %,.0f posts/s",
        windows,
        read,
        posts,
        read / seconds);
  }

  private long read() {
    return Math.min(posts, readByTask.values().stream().mapToLong(Long::longValue).sum());
  }

  private long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }
}
