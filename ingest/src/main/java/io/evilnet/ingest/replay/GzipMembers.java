package io.evilnet.ingest.replay;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Content of a gzip file with all its members. Zero bytes after a member are padding, as in gzip
 * itself.
 */
final class GzipMembers extends CompressorInputStream {

  private final InputStream in;
  private GzipCompressorInputStream member;
  private long bytesOfEarlierMembers;

  /**
   * Reads the first header.
   *
   * @param in must support marks
   */
  GzipMembers(InputStream in) throws IOException {
    this.in = in;
    this.member = new GzipCompressorInputStream(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = member.read(buffer, offset, length);
    while (read < 0 && skipPadding()) {
      // Counted after the header is read: it may be invalid.
      GzipCompressorInputStream next = new GzipCompressorInputStream(in);
      bytesOfEarlierMembers += member.getBytesRead();
      member = next;
      read = member.read(buffer, offset, length);
    }
    return read;
  }

  /** Returns whether there is another member after the padding. */
  private boolean skipPadding() throws IOException {
    int next;
    do {
      in.mark(1);
      next = in.read();
    } while (next == 0);
    in.reset();
    return next > 0;
  }

  @Override
  public long getBytesRead() {
    return bytesOfEarlierMembers + member.getBytesRead();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
