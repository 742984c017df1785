package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.protocol.internal.util.Bytes;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.UserSketch;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A table of counts: its expected rows and its statements.
 *
 * <p>Statements are of one keyspace; values are in the order of their markers.
 */
sealed interface CountTable extends Serializable permits CountsByCity, CountsByWindow, Windows {

  /** The tables of a keyspace. */
  static List<CountTable> of(String keyspace) {
    return List.of(new CountsByWindow(keyspace), new CountsByCity(keyspace), new Windows(keyspace));
  }

  /** The column {@code users_sketch}; none when it is empty, or holds anything else. */
  static UserSketch sketch(Row row) {
    ByteBuffer bytes = row.getByteBuffer("users_sketch");
    try {
      return UserSketch.ofBytes(bytes == null ? null : Bytes.getArray(bytes));
    } catch (IllegalArgumentException noSketch) {
      return UserSketch.NONE;
    }
  }

  /** Returns the name of the table without the keyspace. */
  String name();

  /** Returns true if the total of {@code key} has a row in this table. */
  boolean holds(CityWindow key);

  /** Selects the keys of all partitions; each row is an argument of {@link #partition}. */
  String selectPartitions();

  /** Returns the values for {@link #select} if the partition may have rows of a range. */
  Optional<List<Object>> partition(Row row, TimeRange range);

  /** Selects the rows of a partition that are in a range. */
  String select();

  /** Decodes a row of {@link #select}. */
  StoredCounts read(Row row);

  /** Inserts a row with a write time in microseconds and a TTL in seconds. */
  String insert();

  List<Object> insertValues(CityWindow key, CityCounts counts, long writeTime, int ttl);

  /** Deletes a row as of a write time in microseconds. */
  String delete();

  List<Object> deleteValues(CityWindow key, long writeTime);
}
