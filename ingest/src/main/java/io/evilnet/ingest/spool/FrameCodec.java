package io.evilnet.ingest.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * Codec of received lines as frames: 4 bytes length of the payload, 4 bytes CRC-32C of the length
 * and the payload; then the payload: 8 bytes received-at (epoch microseconds), 8 bytes length of
 * the line, whose highest bit signals a city, 1 byte length of the site, whose highest bit signals
 * that 8 bytes with the author follow, the site, 2 bytes length of the city and the city if there
 * is one, the bytes of the line. All numbers are big-endian.
 */
final class FrameCodec {

  static final int HEADER_BYTES = 8;

  /** Minimum payload, without site and bytes: a shorter one, such as zeros, is not a frame. */
  static final int MIN_PAYLOAD = 17;

  /** Size of the header and of the fields before the site. */
  static final int FIXED_BYTES = HEADER_BYTES + MIN_PAYLOAD;

  private static final int AUTHOR_KNOWN = 0x80;
  private static final long CITY_KNOWN = Long.MIN_VALUE;
  private static final byte[] NO_CITY = {};

  /** The year 2200. */
  private static final long MAX_MICROS = 7_258_118_400_000_000L;

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  private FrameCodec() {}

  /** Returns the length of a line's frame. */
  static int length(ReceivedLine received) {
    return length(received, cityBytes(received));
  }

  private static int length(ReceivedLine received, byte[] city) {
    return FIXED_BYTES
        + (received.author().isPresent() ? Long.BYTES : 0)
        + received.site().length()
        + (city.length == 0 ? 0 : Short.BYTES + city.length)
        + received.line().bytes().length;
  }

  private static byte[] cityBytes(ReceivedLine received) {
    return received.city().isEmpty() ? NO_CITY : received.city().getBytes(UTF_8);
  }

  /** Encodes a line in a new array. */
  static ByteBuffer encode(ReceivedLine received) {
    ByteBuffer frame = ByteBuffer.allocate(length(received));
    encode(received, frame);
    return frame;
  }

  /** Encodes a line into an array-backed buffer with sufficient space. */
  static void encode(ReceivedLine received, ByteBuffer frame) {
    byte[] site = received.site().getBytes(US_ASCII);
    byte[] city = cityBytes(received);
    boolean known = received.author().isPresent();
    int begin = frame.position();
    int payload = length(received, city) - HEADER_BYTES;
    frame.putInt(payload).putInt(0);
    frame.putLong(micros(received.receivedAt()));
    frame.putLong(received.line().length() | (city.length == 0 ? 0 : CITY_KNOWN));
    frame.put((byte) (known ? site.length | AUTHOR_KNOWN : site.length));
    if (known) {
      frame.putLong(received.author().getAsLong());
    }
    frame.put(site);
    if (city.length > 0) {
      frame.putShort((short) city.length).put(city);
    }
    frame.put(received.line().bytes());
    frame.putInt(
        begin + Integer.BYTES, checksum(frame.array(), frame.arrayOffset() + begin, payload));
  }

  /** Returns whether the checksum of a frame is valid. {@code offset} is that of its header. */
  static boolean isValid(byte[] buffer, int offset, int payload) {
    int written = ByteBuffer.wrap(buffer).getInt(offset + Integer.BYTES);
    return written == checksum(buffer, offset, payload);
  }

  /**
   * Returns whether a frame may start here, by its first {@link #FIXED_BYTES} bytes. A cheap test
   * with few false positives; the checksum decides.
   *
   * @param remaining number of bytes from here to the end of the segment
   */
  static boolean isPlausible(byte[] buffer, int offset, long remaining) {
    ByteBuffer frame = ByteBuffer.wrap(buffer, offset, FIXED_BYTES);
    int payload = frame.getInt();
    frame.getInt();
    long micros = frame.getLong();
    long lengthAndFlag = frame.getLong();
    boolean isCityKnown = (lengthAndFlag & CITY_KNOWN) != 0;
    int siteAndFlag = frame.get();
    int site = siteAndFlag & ~AUTHOR_KNOWN & 0xff;
    int author = (siteAndFlag & AUTHOR_KNOWN) == 0 ? 0 : Long.BYTES;
    long kept = payload - (long) MIN_PAYLOAD - author - site;
    return payload >= MIN_PAYLOAD
        && payload <= remaining - HEADER_BYTES
        && micros >= 0
        && micros < MAX_MICROS
        && site > 0
        && kept >= 0
        && (isCityKnown || lengthAndFlag >= kept);
  }

  /**
   * Decodes a valid frame. {@code offset} is that of its header.
   *
   * @param before the line before; its site and time are shared if they are equal
   */
  static ReceivedLine decode(byte[] buffer, int offset, int payload, ReceivedLine before) {
    ByteBuffer frame = ByteBuffer.wrap(buffer, offset + HEADER_BYTES, payload);
    long micros = frame.getLong();
    long lengthAndFlag = frame.getLong();
    int siteAndFlag = frame.get();
    OptionalLong author =
        (siteAndFlag & AUTHOR_KNOWN) == 0 ? OptionalLong.empty() : OptionalLong.of(frame.getLong());
    String site = text(buffer, frame, siteAndFlag & ~AUTHOR_KNOWN & 0xff, US_ASCII);
    String city =
        (lengthAndFlag & CITY_KNOWN) == 0 ? "" : text(buffer, frame, frame.getShort(), UTF_8);
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return new ReceivedLine(
        before != null && before.site().equals(site) ? before.site() : site,
        before != null && micros(before.receivedAt()) == micros
            ? before.receivedAt()
            : Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
        RawLine.of(bytes, lengthAndFlag & ~CITY_KNOWN),
        author,
        city);
  }

  /** Returns the next bytes of a frame in {@code buffer} as text. */
  private static String text(byte[] buffer, ByteBuffer frame, int length, Charset charset) {
    String text = new String(buffer, frame.position(), length, charset);
    frame.position(frame.position() + length);
    return text;
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * MICROS_PER_SECOND + time.getNano() / NANOS_PER_MICRO;
  }

  private static int checksum(byte[] buffer, int offset, int payload) {
    CRC32C crc = new CRC32C();
    crc.update(buffer, offset, Integer.BYTES);
    crc.update(buffer, offset + HEADER_BYTES, payload);
    return (int) crc.getValue();
  }
}
