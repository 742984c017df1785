package io.evilnet.streams.monitoring;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.store.table.CountsByBucketTable.Partition;
import java.time.Duration;
import java.time.Instant;

/**
 * Rows of two cities in a past time range across midnight, and other rows outside it.
 *
 * @param keyspace keyspace of the tables
 */
record KnownRows(CqlSession session, String keyspace) {

  static final Instant FROM = Instant.parse("2025-11-20T20:00:00Z");
  static final Instant BEFORE_FROM = FROM.minus(Duration.ofHours(8));
  static final Instant BEFORE_MIDNIGHT = Instant.parse("2025-11-20T23:55:00Z");
  static final Instant MIDNIGHT = Instant.parse("2025-11-21T00:00:00Z");
  static final Instant TO = Instant.parse("2025-11-21T02:00:00Z");

  void write() {
    count("l'1", BEFORE_MIDNIGHT, 10, 3, 8);
    count("l'1", MIDNIGHT, 20, 0, 15);
    count("l'1", FROM.minusSeconds(300), 99, 99, 99);
    count("l'1", FROM.minus(Duration.ofDays(6)), 6, 6, 6);
    count("t1", MIDNIGHT, 77, 77, 77);
    gap(BEFORE_FROM, BEFORE_MIDNIGHT);
    gap(BEFORE_MIDNIGHT, MIDNIGHT);
    insert(
        "ingest_gaps (list, started_at, site, connection, cause)"
            + " VALUES ('all', ?, 'a', '1', 'unreachable')",
        MIDNIGHT);
    insert(
        "ingest_gaps (list, started_at, site, connection) VALUES ('all', ?, 'a', '1')",
        TO.plusMillis(1));
    insert(
        "backfill_runs (list, started_at, run_id, mode, message)"
            + " VALUES ('all', ?, 'r', 'backfill', '3 rows differ')",
        MIDNIGHT);
    insert("windows (list, window_start, unresolved_tweets) VALUES ('all', ?, ?)", MIDNIGHT, 40L);
    insert("windows (list, window_start) VALUES ('all', ?)", BEFORE_MIDNIGHT);
    insert(
        "windows (list, window_start, unresolved_tweets) VALUES ('all', ?, 9)", TO.plusMillis(1));

    for (int rank = 1; rank <= 6; rank++) {
      rank("retweets", "top", rank, "Top " + rank, 100 - rank);
      rank("retweets", "worst", rank, "Worst " + rank, rank - 1);
      rank("tweets", "top", rank, "Other " + rank, rank);
    }
    insert("countries (list, country_code) VALUES ('all', 'CA')");
    insert("countries (list, country_code) VALUES ('all', 'US')");
    city("CA", "Québec", "l'1", "L'Anse, Québec");
    city("CA", "Ontario", "t1", "Toronto, Ontario");
    city("US", "WA", "s1", "Seattle, WA");
  }

  void count(String cityId, Instant window, long tweets, long retweets, long users) {
    Partition key = Partition.of(cityId, window);
    insert(
        "counts_by_bucket (bucket, day, quarter, city_id, window_start, tweets, retweets, users)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        key.bucket(),
        key.period().day(),
        key.period().quarter(),
        cityId,
        window,
        tweets,
        retweets,
        users);
  }

  private void gap(Instant from, Instant to) {
    insert(
        "ingest_gaps (list, started_at, site, connection, ended_at, cause)"
            + " VALUES ('all', ?, 'a', '1', ?, 'stalled')",
        from,
        to);
  }

  private void city(String country, String region, String id, String name) {
    insert(
        "cities_by_region (country_code, region, city_id, city) VALUES (?, ?, ?, ?)",
        country,
        region,
        id,
        name);
  }

  private void rank(String metric, String side, int rank, String city, long value) {
    insert(
        "ranking (metric, side, rank, city_id, city, value) VALUES (?, ?, ?, 'id', ?, ?)",
        metric,
        side,
        rank,
        city,
        value);
  }

  private void insert(String row, Object... values) {
    session.execute("INSERT INTO " + keyspace + "." + row, values);
  }
}
