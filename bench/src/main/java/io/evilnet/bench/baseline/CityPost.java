package io.evilnet.bench.baseline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The fields of a post with a city that counting needs.
 *
 * @param isOfNewUser whether its author has no earlier post in the city and window; false before
 *     {@link FirstOfUser}
 */
record CityPost(long id, long author, String city, boolean isRetweet, boolean isOfNewUser) {

  private static final int FIXED_BYTES = 2 * Long.BYTES + 1;

  static CityPost of(JsonNode post) {
    return new CityPost(
        PostTree.id(post),
        PostTree.author(post),
        PostTree.city(post),
        PostTree.isRetweet(post),
        false);
  }

  CityPost ofNewUser() {
    return new CityPost(id, author, city, isRetweet, true);
  }

  /** Returns the serde of the repartition topic, which omits {@code isOfNewUser}. */
  static Serde<CityPost> serde() {
    return Serdes.serdeFrom((topic, post) -> post.bytes(), (topic, bytes) -> of(bytes));
  }

  private byte[] bytes() {
    byte[] name = city.getBytes(US_ASCII);
    return ByteBuffer.allocate(FIXED_BYTES + name.length)
        .putLong(id)
        .putLong(author)
        .put((byte) (isRetweet ? 1 : 0))
        .put(name)
        .array();
  }

  private static CityPost of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new CityPost(
        buffer.getLong(),
        buffer.getLong(),
        new String(bytes, FIXED_BYTES, bytes.length - FIXED_BYTES, US_ASCII),
        buffer.get() == 1,
        false);
  }
}
