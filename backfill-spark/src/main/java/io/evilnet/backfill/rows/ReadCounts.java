package io.evilnet.backfill.rows;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.spark.connector.cql.CassandraConnector;
import io.evilnet.backfill.compare.StoredCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.TimeRange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Reads the rows of the tables of counts in a range, in the executors. */
public final class ReadCounts
    implements FlatMapFunction<Iterator<CountTables.Slice>, StoredCounts> {

  private static final long serialVersionUID = 1L;

  private static final int IN_FLIGHT = 32;

  private final CassandraConnector connector;
  private final String keyspace;

  private ReadCounts(CassandraConnector connector, String keyspace) {
    this.connector = connector;
    this.keyspace = keyspace;
  }

  /**
   * Returns all rows of a range, expected or not: selects the keys of all partitions and reads
   * those in the range.
   */
  public static JavaPairRDD<CityWindow, StoredCounts> read(
      JavaSparkContext spark,
      CqlSession session,
      CassandraConnector connector,
      String keyspace,
      TimeRange range,
      int tasks) {
    return spark
        .parallelize(new CountTables(session, keyspace).slices(range), tasks)
        .mapPartitions(new ReadCounts(connector, keyspace))
        .keyBy(StoredCounts::key);
  }

  @Override
  public Iterator<StoredCounts> call(Iterator<CountTables.Slice> slices) {
    List<StoredCounts> rows = new ArrayList<>();
    try (CqlSession session = connector.openSession()) {
      CountTables tables = new CountTables(session, keyspace);
      while (slices.hasNext()) {
        List<CompletableFuture<List<StoredCounts>>> answers = new ArrayList<>();
        while (slices.hasNext() && answers.size() < IN_FLIGHT) {
          answers.add(slices.next().read(tables));
        }
        answers.forEach(answer -> rows.addAll(answer.join()));
      }
    }
    return rows.iterator();
  }
}
