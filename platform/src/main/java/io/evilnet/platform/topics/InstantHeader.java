package io.evilnet.platform.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Instant in a header: ms since 1970 as 8 bytes, big-endian. ISO 8601, as written by earlier
 * versions, is still read; parsing it took a sixth of the time to merge a partial count.
 */
final class InstantHeader {

  private InstantHeader() {}

  static void add(Headers headers, String name, Instant instant) {
    headers.add(name, ByteBuffer.allocate(Long.BYTES).putLong(instant.toEpochMilli()).array());
  }

  /** Returns the instant of a header; empty if it is missing or malformed. */
  static Optional<Instant> in(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    byte[] value = header.value();
    try {
      return Optional.of(
          value.length == Long.BYTES
              ? Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong())
              : Instant.parse(new String(value, UTF_8)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
