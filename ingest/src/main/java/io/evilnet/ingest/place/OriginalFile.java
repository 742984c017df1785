package io.evilnet.ingest.place;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the originals of an hour, loaded after a restart: 16 bytes each, the id of the post
 * and the id of its city, big-endian. Losing it only loses received retweets.
 */
final class OriginalFile {

  private static final Logger LOG = LoggerFactory.getLogger(OriginalFile.class);

  private static final int RECORD = 2 * Long.BYTES;

  /** Consumer of records. */
  interface Visitor {
    void original(long id, long city);
  }

  private final Path path;
  private final byte[] record = new byte[RECORD];
  private OutputStream out;
  private boolean failing;

  OriginalFile(Path path) {
    this.path = path;
  }

  /** Reads the records of earlier processes, and cuts off an incomplete last one. */
  void load(Visitor visitor) {
    try {
      ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(path));
      while (records.remaining() >= RECORD) {
        visitor.original(records.getLong(), records.getLong());
      }
      if (records.hasRemaining()) {
        Files.write(path, Arrays.copyOf(records.array(), records.position()));
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Appends a record; the first failure ends the file, as the next one might not be aligned. */
  void append(long id, long city) {
    if (failing) {
      return;
    }
    ByteBuffer.wrap(record).putLong(id).putLong(city);
    try {
      if (out == null) {
        Files.createDirectories(path.getParent());
        out = new FileOutputStream(path.toFile(), true);
      }
      out.write(record);
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException e) {
    failing = true;
    LOG.warn("Failed to store the cities of posts of an hour, kept in memory until the restart", e);
  }

  /** Deletes the file. */
  void delete() {
    failing = true;
    try {
      if (out != null) {
        out.close();
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("Failed to delete {}", path, e);
    }
  }
}
