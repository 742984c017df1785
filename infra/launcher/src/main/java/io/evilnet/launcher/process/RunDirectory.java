package io.evilnet.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Directory of all files of a cluster: {@code data/}, {@code logs/}, and {@code run/} with its pid
 * files.
 */
public record RunDirectory(Path root) {
  /** Minimum free space for Kafka and Cassandra to start. */
  private static final long NEEDED_BYTES = 512L << 20;

  public RunDirectory {
    root = root.toAbsolutePath().normalize();
  }

  public Path data(String name) {
    return root.resolve("data").resolve(name);
  }

  public Path log(String name) {
    return root.resolve("logs").resolve(name + ".log");
  }

  public Path run(String file) {
    return root.resolve("run").resolve(file);
  }

  /** Returns the directory for temporary files of the services, emptied before they start. */
  public Path temporary() {
    return root.resolve("run").resolve("tmp");
  }

  /** Empties the temporary directory of the files of killed processes. */
  void clearTemporary() {
    try (Stream<Path> files =
        Files.isDirectory(temporary()) ? Files.walk(temporary()) : Stream.empty()) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
      Files.createDirectories(temporary());
    } catch (IOException | UncheckedIOException e) {
      throw new ServiceFailure(
          "Cannot empty %s (%s): make it writable or delete it.".formatted(temporary(), e), e);
    }
  }

  PidFile pidFile(String name) {
    return new PidFile(run(name + PidFile.SUFFIX));
  }

  /** Returns the live process of that name, regardless of its parent process. */
  public Optional<ProcessHandle> process(String name) {
    return pidFile(name).process();
  }

  List<PidFile> pidFiles() {
    if (!Files.isDirectory(root.resolve("run"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(root.resolve("run"))) {
      return files
          .filter(file -> file.toString().endsWith(PidFile.SUFFIX))
          .sorted()
          .map(PidFile::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the pid files of " + root, e);
    }
  }

  /** Creates the directories, or throws with the cause in one line. */
  void create() {
    try {
      Files.createDirectories(root.resolve("data"));
      Files.createDirectories(root.resolve("logs"));
      Files.createDirectories(root.resolve("run"));
      Files.delete(Files.createTempFile(root.resolve("run"), "writable", null));
      long usable = Files.getFileStore(root).getUsableSpace();
      if (usable < NEEDED_BYTES) {
        throw new ServiceFailure(
            "Only %d MiB are free under %s, at least %d are required: free some space or set another --data-dir."
                .formatted(usable >> 20, root, NEEDED_BYTES >> 20));
      }
    } catch (IOException e) {
      throw new ServiceFailure(
          "Cannot write under %s (%s): make it writable, free some space, or set another --data-dir."
              .formatted(root, reason(e)),
          e);
    }
  }

  /**
   * Locks the directory for this process; the operating system releases the lock when the process
   * terminates.
   *
   * @throws ServiceFailure if another live process holds the lock
   */
  Lock lock() {
    Path file = run("lock");
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new ServiceFailure(
            "%s is locked by process %s: stop it first, or set another --data-dir."
                .formatted(root, Files.readString(file, UTF_8).strip()));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
      return new Lock(channel);
    } catch (IOException e) {
      throw new ServiceFailure("Cannot lock %s (%s).".formatted(file, reason(e)), e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** The lock of a directory. */
  record Lock(FileChannel channel) implements AutoCloseable {
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot release the lock of the directory", e);
      }
    }
  }
}
