package io.evilnet.bench.baseline;

import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/** Forwards the first post of each id, with a store of all ids. */
final class FirstOfId<K> implements FixedKeyProcessor<K, CityPost, CityPost> {

  static final String STORE = "ids";

  private static final byte[] PRESENT = {};

  private FixedKeyProcessorContext<K, CityPost> context;
  private KeyValueStore<Long, byte[]> ids;

  @Override
  public void init(FixedKeyProcessorContext<K, CityPost> context) {
    this.context = context;
    this.ids = context.getStateStore(STORE);
  }

  @Override
  public void process(FixedKeyRecord<K, CityPost> post) {
    if (ids.putIfAbsent(post.value().id(), PRESENT) == null) {
      context.forward(post);
    }
  }
}
