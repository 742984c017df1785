package io.evilnet.streams.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.store.table.CountsByBucketTable.Partition;
import java.time.Instant;

/** Inserts rows into the tables that the commands read. */
record StoredRows(CqlSession session, String keyspace) {

  void gap(String from, String to, String cause, long recovered) {
    insert(
        "ingest_gaps (list, started_at, site, connection, ended_at, cause, recovered)"
            + " VALUES ('all', ?, 'home', 'filtered', ?, ?, ?)",
        Instant.parse(from),
        Instant.parse(to),
        cause,
        recovered);
  }

  void postedInGap(String from, long posts) {
    insert(
        "ingest_gaps (list, started_at, site, connection, made)"
            + " VALUES ('all', ?, 'home', 'filtered', ?)",
        Instant.parse(from),
        posts);
  }

  void city(String id, String name) {
    city(id, name, "CA");
  }

  void city(String id, String name, String countryCode) {
    insert("countries (list, country_code) VALUES ('all', ?)", countryCode);
    insert("cities (country_code, city_id, city) VALUES (?, ?, ?)", countryCode, id, name);
  }

  void counts(Instant window, String id, String city, long tweets, long retweets, long users) {
    Partition key = Partition.of(id, window);
    insert("windows (list, window_start) VALUES ('all', ?)", window);
    insert(
        "counts_by_window (window_start, city_id, city, tweets, retweets, users)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        window,
        id,
        city,
        tweets,
        retweets,
        users);
    insert(
        "counts_by_bucket (bucket, day, quarter, city_id, window_start, tweets, retweets, users)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        key.bucket(),
        key.period().day(),
        key.period().quarter(),
        id,
        window,
        tweets,
        retweets,
        users);
  }

  void unresolved(Instant window, long tweets) {
    insert("windows (list, window_start, unresolved_tweets) VALUES ('all', ?, ?)", window, tweets);
  }

  void contained(Instant window, long tweets) {
    insert("windows (list, window_start, contained_tweets) VALUES ('all', ?, ?)", window, tweets);
  }

  void received(Instant window, String id, long retweets) {
    Partition key = Partition.of(id, window);
    insert(
        "counts_by_window (window_start, city_id, received_retweets) VALUES (?, ?, ?)",
        window,
        id,
        retweets);
    insert(
        "counts_by_bucket (bucket, day, quarter, city_id, window_start, received_retweets)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        key.bucket(),
        key.period().day(),
        key.period().quarter(),
        id,
        window,
        retweets);
  }

  private void insert(String into, Object... values) {
    session.execute("INSERT INTO %s.%s".formatted(keyspace, into), values);
  }
}
