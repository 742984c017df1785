package io.evilnet.ingest.replay;

import io.evilnet.infra.topics.Topics;
import io.evilnet.ingest.line.LineReader;
import io.evilnet.ingest.line.RawLine;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import okio.Okio;

/** The lines of a file or of standard input, plain or gzip, whichever its first bytes say. */
final class ReplayInput implements Closeable {

  /** Stands for standard input. */
  static final String STANDARD_INPUT = "-";

  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  private final Counting counting;
  private final long size;
  private final LineReader lines;

  private ReplayInput(InputStream in, long size) throws IOException {
    this.counting = new Counting(in);
    this.size = size;
    InputStream buffered = new BufferedInputStream(counting, BUFFER_BYTES);
    InputStream content = isGzip(buffered) ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
    this.lines = new LineReader(Okio.buffer(Okio.source(content)), Topics.MAX_LINE_BYTES, () -> {});
  }

  /**
   * Opens a file, or standard input for {@link #STANDARD_INPUT}.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  static ReplayInput open(String name) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return new ReplayInput(System.in, -1);
    }
    Path file = Path.of(name);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("there is no file " + name);
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(name + " is a directory; name a file in it");
    }
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(name + " cannot be read: check its permissions");
    }
    long size = Files.isRegularFile(file) ? Files.size(file) : -1;
    return new ReplayInput(new FileInputStream(file.toFile()), size);
  }

  /** The next line; null at the end. */
  RawLine next() throws IOException {
    RawLine line = lines.next();
    return line == null ? null : JsonStrings.unwrap(line);
  }

  /** Bytes of the file itself; -1 when they are not known. */
  long size() {
    return size;
  }

  /** How many of these were read. */
  long position() {
    return counting.count;
  }

  @Override
  public void close() throws IOException {
    counting.close();
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == GZIP_MAGIC_1 && in.read() == GZIP_MAGIC_2;
    in.reset();
    return gzip;
  }

  private static final class Counting extends FilterInputStream {

    private long count;

    private Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read > 0) {
        count += read;
      }
      return read;
    }
  }
}
