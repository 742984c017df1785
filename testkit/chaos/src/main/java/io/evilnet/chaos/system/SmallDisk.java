package io.evilnet.chaos.system;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A directory on a small in-memory file system that can be filled. */
public final class SmallDisk implements AutoCloseable {

  private static final int BLOCK_BYTES = 64 * 1024;
  private static final long TIMEOUT_SECONDS = 10;

  private final Path directory;
  private final Path ballast;

  private SmallDisk(Path directory) {
    this.directory = directory;
    this.ballast = directory.resolve("ballast");
  }

  /** Mounts a disk; empty without root permission. */
  static Optional<SmallDisk> at(Path directory, int mib) throws IOException {
    Files.createDirectories(directory);
    return run("mount", "-t", "tmpfs", "-o", "size=" + mib + "m", "tmpfs", directory.toString())
        ? Optional.of(new SmallDisk(directory))
        : Optional.empty();
  }

  /** Fills all free space. */
  public void fill() {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[BLOCK_BYTES];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // The disk is full.
    }
  }

  /** Frees the space. */
  public void free() throws IOException {
    Files.deleteIfExists(ballast);
  }

  @Override
  public void close() {
    if (!run("umount", directory.toString())) {
      run("umount", "--lazy", directory.toString());
    }
  }

  private static boolean run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return process.waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
