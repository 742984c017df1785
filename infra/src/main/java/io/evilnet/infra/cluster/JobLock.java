package io.evilnet.infra.cluster;

import io.evilnet.infra.process.RunDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one run of the batch job there may be at a time; the system frees it at exit. */
public final class JobLock implements AutoCloseable {
  private final FileChannel channel;

  private JobLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes it, waiting for the run that has it.
   *
   * @param waiting told when there is one
   */
  public static JobLock take(RunDirectory directory, Runnable waiting) throws IOException {
    FileChannel channel = open(directory);
    if (channel.tryLock() == null) {
      waiting.run();
      FileLock unused = channel.lock();
    }
    return new JobLock(channel);
  }

  /** Takes it if nobody has it. */
  public static Optional<JobLock> tryTake(RunDirectory directory) throws IOException {
    FileChannel channel = open(directory);
    if (channel.tryLock() == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new JobLock(channel));
  }

  private static FileChannel open(RunDirectory directory) throws IOException {
    Path file = directory.run("backfill.lock");
    Files.createDirectories(file.getParent());
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
