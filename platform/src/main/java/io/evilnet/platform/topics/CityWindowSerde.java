package io.evilnet.platform.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.CityWindow;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde of {@link CityWindow}: 8 bytes of window start (epoch milliseconds, big-endian), then the
 * city's id in UTF-8.
 */
public final class CityWindowSerde implements Serde<CityWindow> {

  @Override
  public Serializer<CityWindow> serializer() {
    return (topic, window) -> window == null ? null : write(window);
  }

  @Override
  public Deserializer<CityWindow> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private static byte[] write(CityWindow window) {
    byte[] city = window.cityId().getBytes(UTF_8);
    return ByteBuffer.allocate(Long.BYTES + city.length)
        .putLong(window.windowStart().toEpochMilli())
        .put(city)
        .array();
  }

  private static CityWindow read(byte[] bytes) {
    if (bytes.length < Long.BYTES) {
      throw new SerializationException(
          "malformed window and city: expected 8 bytes or more, got " + bytes.length);
    }
    Instant start = Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong());
    return new CityWindow(start, new String(bytes, Long.BYTES, bytes.length - Long.BYTES, UTF_8));
  }
}
