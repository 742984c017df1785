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

/** The segments of a spool, as files in its directory. */
final class SegmentFiles {

  private static final Pattern NAME = Pattern.compile("(\\d{12})\\.spool");

  private final Path directory;

  SegmentFiles(Path directory) {
    this.directory = directory;
  }

  /** Numbers and sizes of all segments, in order. */
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
   * A new, empty segment, open for writing.
   *
   * @param durable whether its name has to be on the disk itself before this returns
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
   * The end of a segment that nobody writes any more.
   *
   * @param sound the end of the last sound frame
   * @param damaged the bytes behind it that were a whole frame once; 0 when what is there was being
   *     written as its process ended
   */
  record Tail(long sound, long damaged) {}

  /** Cuts what stands behind the last sound frame of a segment. */
  Tail cutTail(long segment) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path(segment).toFile(), "rw")) {
      long size = file.length();
      FrameScanner scanner = new FrameScanner(file, size);
      long sound = 0;
      for (long next = scanner.next(0); next < size; next = scanner.next(sound)) {
        sound = scanner.endOf(next);
      }
      long damaged = scanner.isWhole(sound) ? size - sound : 0;
      if (sound < size) {
        file.setLength(sound);
      }
      return new Tail(sound, damaged);
    }
  }

  private Path path(long segment) {
    return directory.resolve("%012d.spool".formatted(segment));
  }
}
