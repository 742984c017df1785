package io.evilnet.streams.ranking;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.schedule.PeriodicTask;
import io.evilnet.streams.store.CassandraLink;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the table {@code ranking} up to date, in the background. */
public final class RankingRefresh implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RankingRefresh.class);

  private final RankingSettings settings;
  private final CassandraLink link;
  private final InstantSource clock = InstantSource.system();
  private final PeriodicTask task;
  private CountsReader reader;
  private RankingWriter writer;
  private boolean failing;

  public RankingRefresh(RankingSettings settings, CassandraLink link) {
    this.settings = settings;
    this.link = link;
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
        reader = new CountsReader(session.get(), link.keyspace());
        writer = new RankingWriter(session.get(), link.keyspace());
      }
      writer.replace(LastHour.ranking(reader, clock.instant()), settings.size());
      failing = false;
    } catch (RuntimeException e) {
      // Tables may have been recreated: prepare and delete again.
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
