package io.evilnet.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The permissions of a data directory. */
final class OwnerOnlyFiles {

  private OwnerOnlyFiles() {}

  static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /**
   * Returns the files of a directory that are readable or writable by users other than their owner,
   * except for directories for which Kafka Streams grants access to the group. (Spark makes the jar
   * of a job executable for all users.)
   *
   * @param state the directory of Kafka Streams
   */
  static List<String> exceptions(Path directory, Path state) throws IOException {
    List<String> open = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(path -> !Files.isSymbolicLink(path)).toList()) {
        String permissions = permissions(file);
        boolean closed = permissions.substring(3).matches("[-x]*");
        boolean opened = file.startsWith(state) && permissions.equals("rwxr-x---");
        if (!closed && !opened) {
          open.add(permissions + " " + file);
        }
      }
    }
    return open;
  }
}
