package io.evilnet.streams.ranking;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.store.CassandraLink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the table {@code ranking} up to date, in the background. */
public final class RankingRefresh implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RankingRefresh.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(6);

  private final RankingSettings settings;
  private final CassandraLink link;
  private final InstantSource clock = InstantSource.system();
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "ranking-refresh");
            thread.setDaemon(true);
            return thread;
          });
  private CountsReader reader;
  private RankingTable table;
  private boolean failing;

  public RankingRefresh(RankingSettings settings, CassandraLink link) {
    this.settings = settings;
    this.link = link;
  }

  /** Starts refreshing. */
  public void start() {
    long interval = settings.interval().toMillis();
    var unused =
        background.scheduleWithFixedDelay(this::refresh, 0, interval, TimeUnit.MILLISECONDS);
  }

  private void refresh() {
    Optional<CqlSession> session = link.session();
    if (session.isEmpty()) {
      return;
    }
    try {
      if (table == null) {
        reader = new CountsReader(session.get(), link.keyspace());
        table = new RankingTable(session.get(), link.keyspace());
      }
      table.replace(LastHour.ranking(reader, clock.instant()), settings.size());
      failing = false;
    } catch (RuntimeException e) {
      // Tables may have been made anew: everything is prepared and removed once more.
      table = null;
      if (!failing) {
        LOG.warn("the ranking is not refreshed until Cassandra answers: {}", e.getMessage());
        failing = true;
      }
    }
  }

  @Override
  public void close() {
    background.shutdown();
    try {
      if (!background.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the ranking is still being refreshed at the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
