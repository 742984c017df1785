package io.evilnet.backfill.rows;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.spark.connector.cql.CassandraConnector;
import io.evilnet.backfill.compare.StoredCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.TimeRange;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;

/** Reads the rows of the tables of counts in a range, in the executors. */
public final class ReadCounts
    implements FlatMapFunction<Iterator<CountTables.Slice>, StoredCounts> {

  private static final long serialVersionUID = 1L;

  /** Maximum number of slices of a task in memory: about 10 MB each with 10,000 cities. */
  private static final int SLICES_IN_MEMORY = 4;

  private static final int SLICES_PER_TASK = 16;

  private final CassandraConnector connector;
  private final String keyspace;

  private ReadCounts(CassandraConnector connector, String keyspace) {
    this.connector = connector;
    this.keyspace = keyspace;
  }

  /**
   * Returns all rows of a range, including unexpected ones: selects the keys of all partitions and
   * reads those in the range.
   *
   * @param minTasks minimum number of tasks; longer ranges have more
   */
  public static JavaPairRDD<CityWindow, StoredCounts> read(
      JavaSparkContext spark,
      CqlSession session,
      CassandraConnector connector,
      String keyspace,
      TimeRange range,
      int minTasks) {
    List<CountTables.Slice> slices = new CountTables(session, keyspace).slices(range);
    return spark
        .parallelize(slices, tasks(slices.size(), minTasks))
        .mapPartitions(new ReadCounts(connector, keyspace))
        .keyBy(StoredCounts::key);
  }

  /** Returns the number of tasks that read slices, at least {@code min}. */
  static int tasks(int slices, int min) {
    return Math.max(min, (slices + SLICES_PER_TASK - 1) / SLICES_PER_TASK);
  }

  /** Returns the rows, which are read lazily; the session is closed when the task completes. */
  @Override
  public Iterator<StoredCounts> call(Iterator<CountTables.Slice> slices) {
    CqlSession session = connector.openSession();
    TaskCompletionListener close = task -> session.close();
    TaskContext.get().addTaskCompletionListener(close);
    CountTables tables = new CountTables(session, keyspace);
    return new ReadAhead<>(slices, slice -> slice.read(tables), SLICES_IN_MEMORY);
  }
}
