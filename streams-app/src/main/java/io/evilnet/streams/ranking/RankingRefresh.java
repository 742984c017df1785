package io.evilnet.streams.ranking;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.streams.schedule.PeriodicTask;
import io.evilnet.streams.store.CassandraLink;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Updates the table {@code ranking} periodically, in the background. */
public final class RankingRefresh implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RankingRefresh.class);

  private final RankingSettings settings;
  private final CassandraLink link;
  private final Supplier<Ranking> lastHour;
  private final PeriodicTask task;
  private RankingWriter writer;
  private boolean failing;

  /**
   * Creates a refresh that is not started.
   *
   * @param lastHour returns the ranking of the last hour
   */
  public RankingRefresh(RankingSettings settings, CassandraLink link, Supplier<Ranking> lastHour) {
    this.settings = settings;
    this.link = link;
    this.lastHour = lastHour;
    this.task = new PeriodicTask("ranking-refresh", settings.interval(), this::refresh);
  }

  /** Starts refreshing. */
  public void start() {
    task.start();
  }

  private void refresh() {
    Optional<CqlSession> session = link.session();
    if (session.isEmpty()) {
      return;
    }
    try {
      if (writer == null) {
        writer = new RankingWriter(session.get(), link.keyspace());
      }
      writer.replace(lastHour.get(), settings.size());
      failing = false;
    } catch (RuntimeException e) {
      // Tables may have been recreated: statements are prepared, and old rows deleted, again.
      writer = null;
      if (!failing) {
        LOG.warn("failed to update the ranking, retrying: {}", e.getMessage());
        failing = true;
      }
    }
  }

  @Override
  public void close() {
    task.close();
  }
}
