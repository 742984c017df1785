package io.evilnet.launcher.job;

import static java.util.Comparator.reverseOrder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Report directories of runs, named by their start.
 *
 * @param root parent directory, which may contain others
 * @param name end of the names of the directories
 */
public record Reports(Path root, String name) {

  /** A day of runs at an interval of 15 minutes. */
  static final int MAX_REPORTS = 96;

  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** Returns the directory of a run. */
  public Path of(Instant start) {
    return root.resolve(START.format(start) + "-" + name);
  }

  /** Returns the directory of a run after deleting all but the newest of earlier runs. */
  public Path next(Instant start) {
    try {
      for (Path old : newestFirst().stream().skip(MAX_REPORTS - 1).toList()) {
        delete(old);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("cannot delete old reports", e);
    }
    return of(start);
  }

  private List<Path> newestFirst() throws IOException {
    Pattern ownName = Pattern.compile("\\d{8}-\\d{6}-" + Pattern.quote(name));
    try (Stream<Path> directories = Files.isDirectory(root) ? Files.list(root) : Stream.empty()) {
      return directories
          .filter(directory -> ownName.matcher(directory.getFileName().toString()).matches())
          .sorted(reverseOrder())
          .toList();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
