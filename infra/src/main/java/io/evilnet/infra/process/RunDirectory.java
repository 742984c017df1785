package io.evilnet.infra.process;

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
 * The one directory that holds all a cluster writes: {@code data/}, {@code logs/}, and {@code run/}
 * with its pid files.
 */
public record RunDirectory(Path root) {
  /** Less than this and neither Kafka nor Cassandra gets through its start. */
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

  /** Temporary files of the services; emptied before they start. */
  public Path temporary() {
    return root.resolve("run").resolve("tmp");
  }

  /** Empties the temporary directory, in which what was killed has left its files. */
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

  /** The live process of that name, whoever started it. */
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

  /** Makes the directories, or says in one line why that is impossible. */
  void create() {
    try {
      Files.createDirectories(root.resolve("data"));
      Files.createDirectories(root.resolve("logs"));
      Files.createDirectories(root.resolve("run"));
      Files.delete(Files.createTempFile(root.resolve("run"), "writable", null));
      long usable = Files.getFileStore(root).getUsableSpace();
      if (usable < NEEDED_BYTES) {
        throw new ServiceFailure(
            "Only %d MiB are free under %s, at least %d are needed: free some space or choose another --data-dir."
                .formatted(usable >> 20, root, NEEDED_BYTES >> 20));
      }
    } catch (IOException e) {
      throw new ServiceFailure(
          "Cannot write under %s (%s): make it writable, free some space, or choose another --data-dir."
              .formatted(root, reason(e)),
          e);
    }
  }

  /**
   * Takes the directory for this process; the system gives it back when the process ends, however
   * it ends.
   *
   * @throws ServiceFailure when another live process has it
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
            "%s is in use by process %s: stop that one first, or choose another --data-dir."
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

  /** A taken directory. */
  record Lock(FileChannel channel) implements AutoCloseable {
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot give the directory back", e);
      }
    }
  }
}
