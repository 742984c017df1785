package io.evilnet.ingest.spool;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Segments of a spool as files in its directory. */
final class SegmentFiles {

  private static final Pattern NAME = Pattern.compile("(\\d{12})\\.spool");

  private final Path directory;

  SegmentFiles(Path directory) {
    this.directory = directory;
  }

  /** Returns numbers and sizes of all segments, in order. */
  NavigableMap<Long, Long> sizes() throws IOException {
    NavigableMap<Long, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          sizes.put(Long.valueOf(name.group(1)), Files.size(file));
        }
      }
    }
    return sizes;
  }

  /**
   * Creates an empty segment, open for writing.
   *
   * @param durable whether its directory entry is forced to the disk
   */
  RandomAccessFile create(long segment, boolean durable) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path(segment).toFile(), "rw");
    try {
      file.setLength(0);
      if (durable) {
        try (FileChannel entries = FileChannel.open(directory, READ)) {
          entries.force(true);
        }
      }
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  RandomAccessFile openForReading(long segment) throws IOException {
    return new RandomAccessFile(path(segment).toFile(), "r");
  }

  void delete(long segment) throws IOException {
    Files.deleteIfExists(path(segment));
  }

  /**
   * End of a segment that is not written any more.
   *
   * @param validEnd end of the last valid frame
   * @param damaged number of bytes after it that were a complete frame; 0 if they were being
   *     written when the process terminated
   */
  record Tail(long validEnd, long damaged) {}

  /** Truncates a segment after its last valid frame. */
  Tail truncateTail(long segment) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path(segment).toFile(), "rw")) {
      long size = file.length();
      FrameScanner scanner = new FrameScanner(file, size);
      long validEnd = 0;
      for (long next = scanner.next(0); next < size; next = scanner.next(validEnd)) {
        validEnd = scanner.endOf(next);
      }
      long damaged = scanner.isWhole(validEnd) ? size - validEnd : 0;
      if (validEnd < size) {
        file.setLength(validEnd);
      }
      return new Tail(validEnd, damaged);
    }
  }

  private Path path(long segment) {
    return directory.resolve("%012d.spool".formatted(segment));
  }
}
