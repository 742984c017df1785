package io.evilnet.bench.usage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;

/** Sizes of the files below a directory; files deleted concurrently are ignored. */
public final class DirectorySize {

  private DirectorySize() {}

  /** Returns the size of all files in bytes; 0 if the directory does not exist. */
  public static long of(Path directory) throws IOException {
    return of(directory, file -> true);
  }

  /** Returns the size of the selected files in bytes; 0 if the directory does not exist. */
  public static long of(Path directory, Predicate<Path> selected) throws IOException {
    Sum sum = new Sum(selected);
    Files.walkFileTree(directory, sum);
    return sum.bytes;
  }

  private static final class Sum extends SimpleFileVisitor<Path> {

    private final Predicate<Path> selected;
    private long bytes;

    Sum(Predicate<Path> selected) {
      this.selected = selected;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.isRegularFile() && selected.test(file) ? attributes.size() : 0;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException deleted) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException deleted) {
      return FileVisitResult.CONTINUE;
    }
  }
}
