package io.evilnet.ingest.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
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

  /** A new, empty segment, open for writing. */
  RandomAccessFile create(long segment) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path(segment).toFile(), "rw");
    file.setLength(0);
    return file;
  }

  RandomAccessFile openForReading(long segment) throws IOException {
    return new RandomAccessFile(path(segment).toFile(), "r");
  }

  void delete(long segment) throws IOException {
    Files.deleteIfExists(path(segment));
  }

  /** Cuts what was being written to a segment when its process died; returns its size then. */
  long cutTornTail(long segment) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path(segment).toFile(), "rw")) {
      long sound = soundBytes(file);
      if (sound < file.length()) {
        file.setLength(sound);
      }
      return sound;
    }
  }

  private static long soundBytes(RandomAccessFile file) throws IOException {
    long length = file.length();
    long position = 0;
    byte[] frame = new byte[FrameCodec.HEADER_BYTES];
    while (length - position >= FrameCodec.HEADER_BYTES + FrameCodec.SHORTEST_PAYLOAD) {
      file.seek(position);
      int payload = file.readInt();
      long end = position + FrameCodec.HEADER_BYTES + payload;
      if (payload < FrameCodec.SHORTEST_PAYLOAD || end > length) {
        break;
      }
      if (frame.length < FrameCodec.HEADER_BYTES + payload) {
        frame = new byte[FrameCodec.HEADER_BYTES + payload];
      }
      file.seek(position);
      file.readFully(frame, 0, FrameCodec.HEADER_BYTES + payload);
      if (!FrameCodec.isSound(frame, 0, payload)) {
        break;
      }
      position = end;
    }
    return position;
  }

  private Path path(long segment) {
    return directory.resolve("%012d.spool".formatted(segment));
  }
}
