package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.City;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The durable state of a partition: its {@link Page}s, by the offset at which they end, and the
 * cities that they name.
 *
 * <p>All in one store, so that its changelog is one sequence: whatever a crash leaves of it is what
 * a moment in the past held.
 */
final class PageStore {

  /** Receives what is stored: the cities, then the pages, those that end first before others. */
  interface Visitor {
    void city(City city);

    /** A page and the key to remove it by. */
    void page(Bytes key, Page page);
  }

  private static final byte CITY = 1;
  static final byte PAGE = 5;

  /** The newest kind of row that the versions before this one have left. */
  private static final byte ROWS_OF_TWEETS = 4;

  private final KeyValueStore<Bytes, byte[]> store;
  private final long life;

  /**
   * A view of a store.
   *
   * @param life the epoch of the writing process: a fenced process that resumes does not overwrite
   *     the pages of its successor
   */
  PageStore(KeyValueStore<Bytes, byte[]> store, long life) {
    this.store = store;
    this.life = life;
  }

  /** Stores a page; returns its key. */
  Bytes put(Page page) {
    Bytes key =
        Bytes.wrap(
            ByteBuffer.allocate(1 + 3 * Long.BYTES)
                .put(PAGE)
                .putLong(page.to())
                .putLong(page.from())
                .putLong(life)
                .array());
    store.put(key, page.toBytes());
    return key;
  }

  /** Stores a page once more, as it is. */
  void repeat(Bytes key) {
    store.put(key, store.get(key));
  }

  /**
   * Removes a page.
   *
   * <p>Not with {@code delete}, which reads the value first.
   */
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
   * Shows all that is stored.
   *
   * @throws StateMismatchException if an earlier version has stored it in another form
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
            ? "the state was kept by an earlier version in another form: start with another"
                + " application-id and another keyspace, which counts all posts that are retained anew"
            : "the state was kept by a later version: start that version, or this one with another"
                + " application-id and another keyspace");
  }

  private static Bytes key(City city) {
    byte[] id = city.id().getBytes(UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + id.length).put(CITY).put(id).array());
  }
}
