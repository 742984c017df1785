package io.evilnet.ingest.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorInputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/** The text of a file, decompressed according to its first bytes, regardless of its name. */
final class FileContent {

  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int SIGNATURE_BYTES = 12;

  private static final Map<String, String> COMPRESSIONS =
      Map.of(
          CompressorStreamFactory.GZIP, "gzip",
          CompressorStreamFactory.BZIP2, "bzip2",
          CompressorStreamFactory.ZSTANDARD, "zstd",
          CompressorStreamFactory.XZ, "xz");

  private FileContent() {}

  /**
   * Opens the content, including all members of a file with several.
   *
   * @param file the file as it is on disk
   * @param headBytes number of bytes inspected first; a pipe must deliver that many before it is
   *     read
   * @throws IllegalArgumentException if it cannot contain posts
   */
  static InputStream open(CountingInput file, int headBytes) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(file, BUFFER_BYTES);
    String compression = compression(buffered);
    if (compression == null) {
      FileKind.requireText(FileHead.peek(buffered, headBytes));
      return buffered;
    }
    if (!COMPRESSIONS.containsKey(compression)) {
      throw new IllegalArgumentException(
          "unsupported compression %s: decompress it first, or use gzip, zstd, bzip2 or xz"
              .formatted(compression));
    }
    BufferedInputStream content =
        new BufferedInputStream(decompressed(buffered, compression, file), BUFFER_BYTES);
    if (compression(content) != null) {
      throw new IllegalArgumentException("it is compressed twice: decompress it once");
    }
    FileKind.requireText(FileHead.peek(content, headBytes));
    return content;
  }

  private static String compression(BufferedInputStream in) throws IOException {
    try {
      return CompressorStreamFactory.detect(
          new ByteArrayInputStream(FileHead.peek(in, SIGNATURE_BYTES)));
    } catch (CompressorException none) {
      return null;
    }
  }

  private static InputStream decompressed(InputStream in, String compression, CountingInput file)
      throws IOException {
    String name = COMPRESSIONS.get(compression);
    try {
      CompressorInputStream content =
          compression.equals(CompressorStreamFactory.GZIP)
              ? new GzipMembers(in)
              : new CompressorStreamFactory(true).createCompressorInputStream(compression, in);
      return new Decompressed(content, name, file);
    } catch (CompressorException e) {
      throw DamagedFileException.of(name, file, e);
    }
  }

  /** Returns all data before a corrupt part, and then throws. */
  private static final class Decompressed extends InputStream {

    private final CompressorInputStream in;
    private final String compression;
    private final CountingInput file;
    private DamagedFileException fault;

    private Decompressed(CompressorInputStream in, String compression, CountingInput file) {
      this.in = in;
      this.compression = compression;
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (fault != null) {
        throw fault;
      }
      long before = in.getBytesRead();
      try {
        return in.read(buffer, offset, length);
      } catch (IOException | RuntimeException e) { // bzip2 reports corruption as either
        fault = DamagedFileException.of(compression, file, e);
        // The array contains the data decompressed before the error.
        int valid = Math.toIntExact(in.getBytesRead() - before);
        if (valid > 0) {
          return valid;
        }
        throw fault;
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
