package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.contract.Arrival;
import io.evilnet.contract.PlainCount;
import io.evilnet.contract.Post;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.store.table.CountsByBucketTable.Partition;
import io.evilnet.store.table.WindowRow;
import io.evilnet.store.table.WindowsTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The actual and expected rows of the tables of counts. */
record Rows(CqlSession session) {

  private static final String WHERE =
      " WHERE bucket = ? AND day = ? AND quarter = ? AND city_id = ? AND window_start = ?";

  /**
   * Returns posts of a few hundred users in ten cities, one per second for 20 minutes, repeatedly.
   */
  static List<Post> posts(Instant from, int count) {
    return posts(from, 0, count);
  }

  /** Returns posts of the same sequence from an index on. */
  static List<Post> posts(Instant from, int first, int count) {
    List<Post> posts = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      Post post =
          Post.at(from.plusMillis(i % 1_200 * 1_000L + i / 1_200), i, i % 317, "City " + i % 10);
      post = i % 3 == 0 ? post.quoting() : post;
      posts.add(i % 11 == 0 ? post.withoutPlace() : post);
    }
    return posts;
  }

  /** Returns the totals of cities by a plain count. */
  static Map<CityWindow, Counts> plainCount(List<Post> posts) {
    return plainCountOf(arrivals(posts));
  }

  /** Returns the totals of cities by a plain count of arrivals. */
  static Map<CityWindow, Counts> plainCountOf(List<Arrival> arrivals) {
    Map<CityWindow, Counts> counts = PlainCount.of(arrivals);
    counts.keySet().removeIf(key -> !key.isOfRealCity());
    return counts;
  }

  /** Returns posts with the current time as append time. */
  static List<Arrival> arrivals(List<Post> posts) {
    return posts.stream()
        .map(post -> new Arrival(post.author(), post.line(), Instant.now()))
        .toList();
  }

  Map<CityWindow, Counts> byWindow(Instant from, Instant to) {
    return counts("counts_by_window", from, to);
  }

  Map<CityWindow, Counts> byCity(Instant from, Instant to) {
    return counts("counts_by_bucket", from, to);
  }

  private Map<CityWindow, Counts> counts(String table, Instant from, Instant to) {
    Map<CityWindow, Counts> counts = new HashMap<>();
    for (Row row : session.execute("SELECT * FROM evilnet." + table)) {
      Instant start = row.getInstant("window_start");
      if (!start.isBefore(from) && start.isBefore(to)) {
        counts.put(
            new CityWindow(start, row.getString("city_id")),
            new Counts(
                row.getLong("tweets"),
                row.getLong("retweets"),
                row.getLong("users"),
                row.getLong("received_retweets")));
      }
    }
    return counts;
  }

  /**
   * Corrupts rows of the windows from an instant on: changes the totals, the received retweets and
   * the sketch of a city, deletes a row of the city and one of a window, adds a row of another
   * city, and changes the counts of places within cities in two windows.
   */
  void corrupt(Instant from, String city) {
    session.execute(
        "UPDATE evilnet.counts_by_window SET tweets = 9999, received_retweets = 5"
            + " WHERE window_start = ? AND city_id = ?",
        from,
        city);
    session.execute(
        "DELETE FROM evilnet.counts_by_bucket" + WHERE, keyByCity(city, from.plusSeconds(300)));
    session.execute(
        "UPDATE evilnet.counts_by_bucket SET tweets = 7, retweets = 0, users = 7" + WHERE,
        keyByCity("nowhere", from.plusSeconds(600)));
    session.execute(
        "DELETE FROM evilnet.windows WHERE list = 'all' AND window_start = ?",
        from.plusSeconds(900));
    session.execute(
        "UPDATE evilnet.counts_by_bucket SET users_sketch = null" + WHERE, keyByCity(city, from));
    String contained =
        "UPDATE evilnet.windows SET contained_tweets = 8, contained_retweets = 0,"
            + " contained_users = 8 WHERE list = 'all' AND window_start = ?";
    session.execute(contained, from);
    session.execute(contained, from.plusSeconds(300));
  }

  private static Object[] keyByCity(String city, Instant window) {
    Partition key = Partition.of(city, window);
    return new Object[] {key.bucket(), key.period().day(), key.period().quarter(), city, window};
  }

  /** Returns the tweets from places within cities by window, without zeros. */
  Map<Instant, Long> contained(Instant from, Instant to) {
    return new WindowsTable(session, "evilnet")
        .read(from, to).join().stream()
            .filter(window -> window.contained().tweets() > 0)
            .collect(Collectors.toMap(WindowRow::start, window -> window.contained().tweets()));
  }

  /**
   * Returns the write time of each row, by its table and key; that of the counts of places within
   * cities separately.
   */
  Map<String, Long> writeTimes() {
    Map<String, Long> times = new TreeMap<>();
    for (String table : List.of("counts_by_window", "counts_by_bucket")) {
      for (Row row :
          session.execute(
              "SELECT window_start, city_id, writetime(tweets) AS t, writetime(users) AS u FROM evilnet."
                  + table)) {
        times.put(
            table + " " + row.getInstant("window_start") + " " + row.getString("city_id"),
            Math.max(row.getLong("t"), row.getLong("u")));
      }
    }
    for (Row row :
        session.execute(
            "SELECT window_start, writetime(unresolved_tweets) AS t, writetime(contained_tweets) AS c"
                + " FROM evilnet.windows")) {
      times.put("windows " + row.getInstant("window_start"), row.getLong("t"));
      if (!row.isNull("c")) {
        times.put("contained " + row.getInstant("window_start"), row.getLong("c"));
      }
    }
    return times;
  }

  /** Returns the keys that were rewritten, added or removed. */
  static List<String> changed(Map<String, Long> before, Map<String, Long> after) {
    return Stream.concat(before.keySet().stream(), after.keySet().stream())
        .distinct()
        .filter(key -> !Objects.equals(before.get(key), after.get(key)))
        .toList();
  }

  /** Returns the sources of the rows, newest first. */
  String sources() {
    return session.execute("SELECT rules FROM evilnet.counting_sources").all().stream()
        .map(row -> row.getString("rules"))
        .collect(Collectors.joining("\n"));
  }

  /** Returns the holder of the job lease. */
  List<String> leases() {
    return session.execute("SELECT holder FROM evilnet.job_leases").all().stream()
        .map(row -> row.getString("holder"))
        .toList();
  }

  /** Returns the log of runs: mode and status, newest first. */
  List<String> runs() {
    return session
        .execute("SELECT mode, status FROM evilnet.backfill_runs WHERE list = 'all'")
        .all()
        .stream()
        .map(row -> row.getString("mode") + " " + row.getString("status"))
        .toList();
  }
}
