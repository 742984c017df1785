package io.evilnet.streams.unusual;

import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.schedule.PeriodicTask;
import io.evilnet.streams.store.CassandraLink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares periodically in the background, and passes each comparison to a listener. */
public final class UnusualRefresh implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UnusualRefresh.class);

  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final CassandraLink link;
  private final RecentTweets tweets;
  private final Consumer<Comparison> listener;
  private final InstantSource clock = InstantSource.system();
  private final PeriodicTask task;
  private CountsReader reader;
  private boolean failing;

  /**
   * Creates a refresh that is not started.
   *
   * @param window length of a window
   * @param grace the grace period
   * @param countsTtl TTL of the rows
   * @param listener called with each comparison, in the thread of the refresh
   */
  public UnusualRefresh(
      CassandraLink link,
      Duration window,
      Duration grace,
      Duration countsTtl,
      Consumer<Comparison> listener) {
    this.link = link;
    this.tweets = new RecentTweets(window, grace, countsTtl);
    this.listener = listener;
    this.task = new PeriodicTask("unusual-refresh", INTERVAL, this::refresh);
  }

  /** Starts comparing. */
  public void start() {
    task.start();
  }

  /** Records that counts of some windows have changed; does not block. */
  public void changed(Collection<Instant> windowStarts) {
    Instant now = clock.instant();
    windowStarts.forEach(start -> tweets.changed(start, now));
  }

  private void refresh() {
    if (link.session().isEmpty()) {
      return;
    }
    Comparison comparison;
    try {
      if (reader == null) {
        reader = new CountsReader(link.session().orElseThrow(), link.keyspace());
      }
      comparison = tweets.compare(reader, clock.instant());
      failing = false;
    } catch (RuntimeException e) {
      // Tables may have been recreated: statements are prepared again.
      reader = null;
      if (!failing) {
        LOG.warn("comparison is suspended until Cassandra is available: {}", e.getMessage());
        failing = true;
      }
      return;
    }
    listener.accept(comparison);
  }

  @Override
  public void close() {
    task.close();
  }
}
