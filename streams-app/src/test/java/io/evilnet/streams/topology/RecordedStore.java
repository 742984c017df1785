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

/** A key-value store in memory with its changelog, which can be cut anywhere as a crash does. */
final class RecordedStore {

  private static final AtomicLong LIVES = new AtomicLong();

  private final KeyValueStore<Bytes, byte[]> store;
  private final List<KeyValue<Bytes, byte[]>> changelog = new ArrayList<>();

  RecordedStore() {
    store = Stores.inMemoryKeyValueStore("test").get();
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
  }

  /** The state restored from a changelog with the first changes only. */
  RecordedStore cutAfter(int changes) {
    RecordedStore restored = new RecordedStore();
    for (KeyValue<Bytes, byte[]> change : changelog.subList(0, changes)) {
      restored.recording().put(change.key, change.value);
    }
    return restored;
  }

  /**
   * The state on the disk of a process that died when only the first changes had reached the
   * changelog, after those since its checkpoint have been restored.
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

  /** The last changes, from one on. */
  List<KeyValue<Bytes, byte[]>> changesFrom(int first) {
    return List.copyOf(changelog.subList(first, changelog.size()));
  }

  /** Changes of somebody else come into the changelog. */
  void intrude(List<KeyValue<Bytes, byte[]>> changes) {
    changelog.addAll(changes);
  }

  /** Removes the page at a place in the order of the store, as if it had never been stored. */
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

  /** The store of pages of another process than any before. */
  PageStore pages() {
    return new PageStore(recording(), LIVES.getAndIncrement());
  }

  /** The store, whose changes are recorded. */
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
