package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.spark.connector.cql.CassandraConnector;
import io.evilnet.core.CityWindow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Reads the rows of the tables of counts in a range, in the executors. */
final class ReadCounts implements FlatMapFunction<Iterator<ReadCounts.Partition>, StoredCounts> {

  /** A partition of a table and the values of its statement. */
  record Partition(CountTable table, List<Object> values) implements Serializable {}

  private static final long serialVersionUID = 1L;

  private static final int IN_FLIGHT = 32;

  private final CassandraConnector connector;

  private ReadCounts(CassandraConnector connector) {
    this.connector = connector;
  }

  /**
   * Returns all rows of a range, expected or not: selects the keys of all partitions and reads
   * those in the range.
   */
  static JavaPairRDD<CityWindow, StoredCounts> read(
      JavaSparkContext spark,
      CqlSession session,
      CassandraConnector connector,
      List<CountTable> tables,
      TimeRange range,
      int slices) {
    return spark
        .parallelize(partitions(session, tables, range), slices)
        .mapPartitions(new ReadCounts(connector))
        .keyBy(StoredCounts::key);
  }

  private static List<Partition> partitions(
      CqlSession session, List<CountTable> tables, TimeRange range) {
    List<Partition> partitions = new ArrayList<>();
    for (CountTable table : tables) {
      for (Row row : session.execute(quorum(table.selectPartitions()))) {
        table.partition(row, range).ifPresent(v -> partitions.add(new Partition(table, v)));
      }
    }
    return partitions;
  }

  @Override
  public Iterator<StoredCounts> call(Iterator<Partition> partitions) {
    List<StoredCounts> rows = new ArrayList<>();
    try (CqlSession session = connector.openSession()) {
      while (partitions.hasNext()) {
        rows.addAll(readSome(session, partitions));
      }
    }
    return rows.iterator();
  }

  /** Reads a few partitions concurrently; the session caches the prepared statements. */
  private static List<StoredCounts> readSome(CqlSession session, Iterator<Partition> partitions) {
    List<Partition> asked = new ArrayList<>();
    List<CompletionStage<AsyncResultSet>> answers = new ArrayList<>();
    while (partitions.hasNext() && asked.size() < IN_FLIGHT) {
      Partition partition = partitions.next();
      PreparedStatement select = session.prepare(quorum(partition.table().select()));
      asked.add(partition);
      answers.add(session.executeAsync(select.bind(partition.values().toArray())));
    }
    List<StoredCounts> rows = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      CountTable table = asked.get(i).table();
      AsyncResultSet page = answers.get(i).toCompletableFuture().join();
      page.currentPage().forEach(row -> rows.add(table.read(row)));
      while (page.hasMorePages()) {
        page = page.fetchNextPage().toCompletableFuture().join();
        page.currentPage().forEach(row -> rows.add(table.read(row)));
      }
    }
    return rows;
  }

  private static SimpleStatement quorum(String statement) {
    return SimpleStatement.newInstance(statement)
        .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM)
        .setIdempotent(true);
  }
}
