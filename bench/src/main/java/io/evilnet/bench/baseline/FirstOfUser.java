package io.evilnet.bench.baseline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/** Marks the first post of a user in a city and window, with a store of all users by both. */
final class FirstOfUser implements FixedKeyProcessor<String, CityPost, CityPost> {

  static final String STORE = "users";

  private static final byte[] PRESENT = {};

  private FixedKeyProcessorContext<String, CityPost> context;
  private KeyValueStore<byte[], byte[]> users;

  @Override
  public void init(FixedKeyProcessorContext<String, CityPost> context) {
    this.context = context;
    this.users = context.getStateStore(STORE);
  }

  @Override
  public void process(FixedKeyRecord<String, CityPost> post) {
    boolean isNew = users.putIfAbsent(key(post), PRESENT) == null;
    context.forward(isNew ? post.withValue(post.value().ofNewUser()) : post);
  }

  private static byte[] key(FixedKeyRecord<String, CityPost> post) {
    byte[] city = post.key().getBytes(US_ASCII);
    return ByteBuffer.allocate(2 * Long.BYTES + city.length)
        .putLong(post.timestamp() / TextbookTopology.WINDOW.toMillis())
        .put(city)
        .putLong(post.value().author())
        .array();
  }
}
