package io.evilnet.infra.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Keeps all accounts but the owner's out of a directory, and so out of everything below it. */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /**
   * Makes a directory for its owner only, or closes one that is open to others.
   *
   * @throws IllegalArgumentException if others can still enter it
   */
  public static void ensure(Path directory) {
    try {
      Files.createDirectories(directory);
      if (!isClosed(directory)) {
        Files.setPosixFilePermissions(directory, OWNERS);
      }
      if (isClosed(directory)) {
        return;
      }
      throw refused(directory, "its file system keeps no permissions", null);
    } catch (UnsupportedOperationException e) {
      throw refused(directory, "its file system knows no permissions", e);
    } catch (IOException e) {
      throw refused(directory, e.toString(), e);
    }
  }

  private static boolean isClosed(Path directory) throws IOException {
    Set<PosixFilePermission> others =
        EnumSet.copyOf(Files.getPosixFilePermissions(directory.toRealPath()));
    others.removeAll(OWNERS);
    return others.isEmpty();
  }

  private static IllegalArgumentException refused(Path directory, String why, Exception cause) {
    return new IllegalArgumentException(
        "--secure needs a directory that only its owner can enter, and %1$s cannot be made one (%2$s): run chmod 700 %1$s as its owner, or choose another directory"
            .formatted(directory, why),
        cause);
  }
}
