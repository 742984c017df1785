package io.evilnet.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A directory on a file system of its own, in memory, that can be filled up. */
final class SmallDisk implements AutoCloseable {

  private static final int BLOCK_BYTES = 64 * 1024;
  private static final long PATIENCE_SECONDS = 10;

  private final Path directory;
  private final Path ballast;

  private SmallDisk(Path directory) {
    this.directory = directory;
    this.ballast = directory.resolve("ballast");
  }

  /** Mounts one; empty where that is not permitted, as it is to root only. */
  static Optional<SmallDisk> at(Path directory, int mib) throws IOException {
    Files.createDirectories(directory);
    return run("mount", "-t", "tmpfs", "-o", "size=" + mib + "m", "tmpfs", directory.toString())
        ? Optional.of(new SmallDisk(directory))
        : Optional.empty();
  }

  /** Leaves no byte free. */
  void fill() {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[BLOCK_BYTES];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // That was the aim.
    }
  }

  /** Has room again. */
  void free() throws IOException {
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
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
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
