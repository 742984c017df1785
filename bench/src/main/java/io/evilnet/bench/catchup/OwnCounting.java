package io.evilnet.bench.catchup;

import io.evilnet.launcher.cluster.ApplicationProcesses;
import io.evilnet.launcher.cluster.FreePorts;
import io.evilnet.launcher.process.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * The counting application as {@code ./start-all.sh} starts it. It is done when no post of the
 * topic is left before its committed offsets and all rows in Cassandra are those of the recount;
 * the end of the read that found them equal counts.
 */
final class OwnCounting implements Contestant {

  static final String NAME = "ours";

  /** After which rows that are still different, with no post left, are wrong. */
  private static final Duration ROWS_WITHIN = Duration.ofMinutes(2);

  private final BenchCluster cluster;
  private final long posts;
  private final Map<Instant, Map<String, Row>> rows;

  OwnCounting(BenchCluster cluster, Recount recount) {
    this.cluster = cluster;
    this.posts = recount.posts();
    this.rows = recount.rows();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public BenchProcess start(String id) throws IOException {
    Service service =
        new ApplicationProcesses(cluster.project(), cluster.directory())
            .streams(id)
            .environment("EVILNET_BOOTSTRAP_SERVERS", cluster.bootstrapServers())
            .environment("EVILNET_CASSANDRA", cluster.cassandraAddress())
            .environment("EVILNET_APPLICATION_ID", id)
            .environment("EVILNET_KEYSPACE", keyspace(id))
            .environment("EVILNET_STREAMS_HTTP", "127.0.0.1:" + new FreePorts().next())
            .build();
    return cluster.start(id, service.command(), service.environment());
  }

  @Override
  public Finish finish(String id, BenchProcess process) {
    return new Exact(id);
  }

  private static String keyspace(String id) {
    return id.replace('-', '_');
  }

  private final class Exact implements Finish {

    private final String group;
    private final TweetsTopic tweets = cluster.tweets();
    private final StoredRows stored;
    private long readAllNanos;
    private boolean hasReadAll;

    Exact(String id) {
      this.group = id;
      this.stored = new StoredRows(cluster.session(), keyspace(id), rows);
    }

    @Override
    public State look() throws IOException {
      if (!hasReadAll) {
        if (tweets.committed(group) < posts) {
          return State.RUNNING;
        }
        hasReadAll = true;
        readAllNanos = System.nanoTime();
      }
      if (stored.areEqual()) {
        long end = System.nanoTime();
        long different = stored.differences();
        return different == 0 ? State.right(end, "") : State.wrong(remark(different));
      }
      return System.nanoTime() - readAllNanos < ROWS_WITHIN.toNanos()
          ? State.RUNNING
          : State.wrong(remark(stored.differences()));
    }

    private static String remark(long different) {
      return String.format(Locale.ROOT, "%,d rows differ from the recount", different);
    }
  }
}
