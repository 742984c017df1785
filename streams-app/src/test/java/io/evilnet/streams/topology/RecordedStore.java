package io.evilnet.streams.topology;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** An in-memory key-value store with a changelog that can be truncated as by a crash. */
final class RecordedStore {

  private static final AtomicLong EPOCHS = new AtomicLong();

  private final KeyValueStore<Bytes, byte[]> store;
  private final List<KeyValue<Bytes, byte[]>> changelog = new ArrayList<>();

  RecordedStore() {
    store = Stores.inMemoryKeyValueStore("test").get();
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
  }

  /** Returns a store restored from the first changes of the changelog. */
  RecordedStore truncatedAfter(int changes) {
    RecordedStore restored = new RecordedStore();
    for (KeyValue<Bytes, byte[]> change : changelog.subList(0, changes)) {
      restored.recording().put(change.key, change.value);
    }
    return restored;
  }

  /**
   * Returns the local store of a process that crashed when only the first changes had reached the
   * changelog, after restoration of the changes since its checkpoint.
   */
  RecordedStore onDiskAfter(int changes, int checkpoint) {
    RecordedStore disk = new RecordedStore();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      entries.forEachRemaining(entry -> disk.store.put(entry.key, entry.value));
    }
    changelog.subList(0, changes).forEach(disk.changelog::add);
    changelog
        .subList(Math.min(checkpoint, changes), changes)
        .forEach(change -> disk.store.put(change.key, change.value));
    return disk;
  }

  /** Returns the changes from an index to the end. */
  List<KeyValue<Bytes, byte[]>> changesFrom(int first) {
    return List.copyOf(changelog.subList(first, changelog.size()));
  }

  /** Appends changes of another process to the changelog. */
  void appendForeign(List<KeyValue<Bytes, byte[]>> changes) {
    changelog.addAll(changes);
  }

  /** Removes a page, by its index in the order of the store, without a change in the changelog. */
  void removePage(int place) {
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      entries.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.removeIf(key -> key.get()[0] != PageStore.PAGE);
    store.delete(keys.get(place));
  }

  int changes() {
    return changelog.size();
  }

  long entries() {
    return store.approximateNumEntries();
  }

  /** Returns a page store with a new epoch. */
  PageStore pages() {
    return new PageStore(recording(), EPOCHS.getAndIncrement());
  }

  /** Returns a view of the store that records its changes in the changelog. */
  @SuppressWarnings("unchecked")
  KeyValueStore<Bytes, byte[]> recording() {
    return (KeyValueStore<Bytes, byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("put")) {
                changelog.add(KeyValue.pair((Bytes) arguments[0], (byte[]) arguments[1]));
              } else if (method.getName().equals("delete")) {
                changelog.add(KeyValue.pair((Bytes) arguments[0], null));
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
