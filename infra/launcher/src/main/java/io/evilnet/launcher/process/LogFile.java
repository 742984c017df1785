package io.evilnet.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Log file with the standard output of a service. All writers append, so the file can be truncated
 * while they write.
 */
record LogFile(Path path) {
  /**
   * Size limit; with the rotated file, a service occupies at most twice this and the output between
   * two checks.
   */
  static final long LIMIT_BYTES = 16L << 20;

  private static final int TAIL_LINES = 12;
  private static final long TAIL_BYTES = 16L << 10;

  long size() {
    try {
      return Files.exists(path) ? Files.size(path) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  /** Moves the content to {@code <name>.log.1} if it exceeds the limit. */
  void rotateIfLargerThan(long limitBytes) {
    if (size() <= limitBytes) {
      return;
    }
    try {
      Files.copy(
          path,
          path.resolveSibling(path.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot truncate " + path, e);
    }
  }

  /** Returns the last lines after that position. */
  List<String> tail(long fromByte) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long start = Math.min(file.length(), Math.max(fromByte, file.length() - TAIL_BYTES));
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      List<String> lines =
          new String(bytes, UTF_8).lines().filter(line -> !line.isBlank()).toList();
      return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
