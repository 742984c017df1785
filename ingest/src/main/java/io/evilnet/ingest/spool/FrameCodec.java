package io.evilnet.ingest.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * A received line as a frame: 4 bytes length of the payload, 4 bytes CRC-32C of the length and the
 * payload; then the payload: 8 bytes received-at (epoch microseconds), 8 bytes length of the line,
 * 1 byte length of the site, whose highest bit says that 8 bytes with the author follow, the site,
 * the bytes of the line. All numbers are big-endian.
 */
final class FrameCodec {

  static final int HEADER_BYTES = 8;

  /** No site and no bytes: anything shorter was never written, such as zeros. */
  static final int SHORTEST_PAYLOAD = 17;

  /** Of a header and what stands before the site. */
  static final int FIXED_BYTES = HEADER_BYTES + SHORTEST_PAYLOAD;

  private static final int AUTHOR_KNOWN = 0x80;

  /** Before the year 2200. */
  private static final long LATEST_MICROS = 7_258_118_400_000_000L;

  private FrameCodec() {}

  /** Length of the frame of a line. */
  static int length(ReceivedLine received) {
    return FIXED_BYTES
        + (received.author().isPresent() ? Long.BYTES : 0)
        + received.site().length()
        + received.line().bytes().length;
  }

  /** The frame of a line, in an array of its own. */
  static ByteBuffer encode(ReceivedLine received) {
    ByteBuffer frame = ByteBuffer.allocate(length(received));
    encode(received, frame);
    return frame;
  }

  /** Puts the frame of a line into a buffer with an array and room for it. */
  static void encode(ReceivedLine received, ByteBuffer frame) {
    byte[] site = received.site().getBytes(US_ASCII);
    boolean known = received.author().isPresent();
    int begin = frame.position();
    int payload = length(received) - HEADER_BYTES;
    frame.putInt(payload).putInt(0);
    frame.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, received.receivedAt()));
    frame.putLong(received.line().length());
    frame.put((byte) (known ? site.length | AUTHOR_KNOWN : site.length));
    if (known) {
      frame.putLong(received.author().getAsLong());
    }
    frame.put(site).put(received.line().bytes());
    frame.putInt(
        begin + Integer.BYTES, checksum(frame.array(), frame.arrayOffset() + begin, payload));
  }

  /** Whether a frame's checksum is right. {@code offset} is that of its header. */
  static boolean isSound(byte[] buffer, int offset, int payload) {
    int written = ByteBuffer.wrap(buffer).getInt(offset + Integer.BYTES);
    return written == checksum(buffer, offset, payload);
  }

  /**
   * Returns whether a frame may begin here, by its first {@link #FIXED_BYTES} bytes. A cheap test,
   * which few other bytes pass; only the checksum tells.
   *
   * @param left the bytes from here to the end of the segment
   */
  static boolean isPlausible(byte[] buffer, int offset, long left) {
    ByteBuffer frame = ByteBuffer.wrap(buffer, offset, FIXED_BYTES);
    int payload = frame.getInt();
    frame.getInt();
    long micros = frame.getLong();
    long length = frame.getLong();
    int siteAndFlag = frame.get();
    int site = siteAndFlag & ~AUTHOR_KNOWN & 0xff;
    int author = (siteAndFlag & AUTHOR_KNOWN) == 0 ? 0 : Long.BYTES;
    long kept = payload - (long) SHORTEST_PAYLOAD - author - site;
    return payload >= SHORTEST_PAYLOAD
        && payload <= left - HEADER_BYTES
        && micros >= 0
        && micros < LATEST_MICROS
        && site > 0
        && kept >= 0
        && length >= kept;
  }

  /** The line of a sound frame. {@code offset} is that of its header. */
  static ReceivedLine decode(byte[] buffer, int offset, int payload) {
    ByteBuffer frame = ByteBuffer.wrap(buffer, offset + HEADER_BYTES, payload);
    Instant receivedAt = Instant.EPOCH.plus(frame.getLong(), ChronoUnit.MICROS);
    long length = frame.getLong();
    int siteAndFlag = frame.get();
    OptionalLong author =
        (siteAndFlag & AUTHOR_KNOWN) == 0 ? OptionalLong.empty() : OptionalLong.of(frame.getLong());
    byte[] site = new byte[siteAndFlag & ~AUTHOR_KNOWN & 0xff];
    frame.get(site);
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return new ReceivedLine(
        new String(site, US_ASCII), receivedAt, RawLine.of(bytes, length), author);
  }

  private static int checksum(byte[] buffer, int offset, int payload) {
    CRC32C crc = new CRC32C();
    crc.update(buffer, offset, Integer.BYTES);
    crc.update(buffer, offset + HEADER_BYTES, payload);
    return (int) crc.getValue();
  }
}
