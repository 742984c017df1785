package io.evilnet.launcher.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Restricts a directory to its owner. */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /**
   * Creates a directory with access for its owner only, or restricts an existing one.
   *
   * @throws IllegalArgumentException if other users can still access it
   */
  public static void ensure(Path directory) {
    try {
      Files.createDirectories(directory);
      if (!isOwnerOnly(directory)) {
        Files.setPosixFilePermissions(directory, OWNER_ONLY);
      }
      if (isOwnerOnly(directory)) {
        return;
      }
      throw notRestricted(directory, "its file system does not store permissions", null);
    } catch (UnsupportedOperationException e) {
      throw notRestricted(directory, "its file system does not support permissions", e);
    } catch (IOException e) {
      throw notRestricted(directory, e.toString(), e);
    }
  }

  private static boolean isOwnerOnly(Path directory) throws IOException {
    Set<PosixFilePermission> others =
        EnumSet.copyOf(Files.getPosixFilePermissions(directory.toRealPath()));
    others.removeAll(OWNER_ONLY);
    return others.isEmpty();
  }

  private static IllegalArgumentException notRestricted(
      Path directory, String reason, Exception cause) {
    return new IllegalArgumentException(
        "--secure requires a directory that only its owner can access, but the permissions of %1$s cannot be restricted (%2$s): run chmod 700 %1$s as its owner, or choose another directory"
            .formatted(directory, reason),
        cause);
  }
}
