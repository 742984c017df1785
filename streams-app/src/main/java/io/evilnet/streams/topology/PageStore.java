package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.City;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The durable state of a partition: its {@link Page}s, by end offset, and the cities that they
 * refer to.
 *
 * <p>Both are in one store, so that the changelog is a single sequence: the state after a crash is
 * a consistent state of the past.
 */
final class PageStore {

  /** Receives the stored cities, then the stored pages by ascending end offset. */
  interface Visitor {
    void city(City city);

    /** Receives a page and its key. */
    void page(Bytes key, Page page);
  }

  private static final byte CITY = 1;
  static final byte PAGE = 5;

  /** The newest kind of row of earlier versions. */
  private static final byte ROWS_OF_TWEETS = 4;

  private final KeyValueStore<Bytes, byte[]> store;
  private final long epoch;

  /**
   * Creates a view of a store.
   *
   * @param epoch the epoch of the writing process: a fenced process that resumes does not overwrite
   *     the pages of its successor
   */
  PageStore(KeyValueStore<Bytes, byte[]> store, long epoch) {
    this.store = store;
    this.epoch = epoch;
  }

  /** Stores a page; returns its key. */
  Bytes put(Page page) {
    Bytes key =
        Bytes.wrap(
            ByteBuffer.allocate(1 + 3 * Long.BYTES)
                .put(PAGE)
                .putLong(page.to())
                .putLong(page.from())
                .putLong(epoch)
                .array());
    store.put(key, page.toBytes());
    return key;
  }

  /** Stores a page again, unmodified. */
  void repeat(Bytes key) {
    store.put(key, store.get(key));
  }

  /** Removes a page, without {@code delete}, which reads the value first. */
  void remove(Bytes key) {
    store.put(key, null);
  }

  void put(City city) {
    store.put(key(city), CityFields.CITY.toBytes(city));
  }

  void remove(City city) {
    store.put(key(city), null);
  }

  /**
   * Visits all stored cities and pages.
   *
   * @throws StateMismatchException if another version has stored them in an incompatible format
   */
  void visit(Visitor visitor) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        switch (entry.key.get()[0]) {
          case CITY -> visitor.city(CityFields.CITY.fromBytes(entry.value));
          case PAGE -> visitor.page(entry.key, Page.fromBytes(entry.value));
          default -> throw unknown(entry.key.get()[0]);
        }
      }
    }
  }

  private static StateMismatchException unknown(byte kind) {
    return new StateMismatchException(
        kind <= ROWS_OF_TWEETS
            ? "the state was written by an earlier version in an incompatible format: start with another"
                + " application-id and another keyspace, which recounts all retained posts"
            : "the state was written by a later version: start that version, or this one with another"
                + " application-id and another keyspace");
  }

  private static Bytes key(City city) {
    byte[] id = city.id().getBytes(UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + id.length).put(CITY).put(id).array());
  }
}
