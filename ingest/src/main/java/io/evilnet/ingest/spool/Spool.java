package io.evilnet.ingest.spool;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.evilnet.ingest.line.ReceivedLine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-ahead store of received lines: what was flushed here reaches Kafka, however often this
 * process dies.
 *
 * <p>One thread appends and flushes, another one reads and acknowledges. Lines that were read but
 * not acknowledged are read again after a restart.
 */
public final class Spool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  private static final Duration CURSOR_INTERVAL = Duration.ofMillis(200);

  private final FileChannel lock;
  private final SegmentFiles files;
  private final Cursor cursor;
  private final SpoolState state;
  private final SpoolWriter writer;
  private SpoolPosition stored;
  private long storedAtNanos = System.nanoTime();

  private Spool(
      FileChannel lock, SegmentFiles files, Cursor cursor, SpoolState state, SpoolWriter writer) {
    this.lock = lock;
    this.files = files;
    this.cursor = cursor;
    this.state = state;
    this.writer = writer;
    this.stored = state.acknowledged();
  }

  /**
   * Opens a spool, with what earlier processes left in it.
   *
   * @throws IOException if its directory cannot be used or another process uses it
   */
  public static Spool open(SpoolSettings settings) throws IOException {
    Path directory = Files.createDirectories(settings.directory());
    FileChannel lock = lock(directory);
    try {
      return open(settings, lock, Cursor.open(directory));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /** Appends a line. It is accepted with the next {@link #flush()}, or earlier. */
  public void append(ReceivedLine line) throws IOException {
    writer.append(line);
  }

  /**
   * Accepts what was appended. Waits while the spool is full or the disk is.
   *
   * @throws SpoolClosedException if it is closed meanwhile; the lines were not accepted then
   */
  public void flush() throws IOException {
    writer.flush();
  }

  /** A reader from the acknowledged position on. */
  public SpoolReader reader() {
    return new SpoolReader(files, state);
  }

  /** How far Kafka has acknowledged. */
  public SpoolPosition acknowledged() {
    return state.acknowledged();
  }

  /** Says that Kafka has all before {@code position}; segments that are complete are deleted. */
  public void acknowledge(SpoolPosition position) throws IOException {
    SpoolPosition normal = state.normalize(position);
    state.acknowledge(normal);
    boolean done = normal.segment() > stored.segment();
    boolean due = System.nanoTime() - storedAtNanos > CURSOR_INTERVAL.toNanos();
    if (done || (due && !normal.equals(stored))) {
      store(normal, done);
    }
    for (long segment : state.disposable()) {
      files.delete(segment);
      state.deleted(segment);
    }
  }

  public SpoolStatus status() {
    return state.status();
  }

  /** Lets nobody wait for room any more; {@link #close()} is still needed. */
  public void stopAccepting() {
    state.close();
  }

  /** Closes it when neither side is used any more. */
  @Override
  public void close() throws IOException {
    state.close();
    try {
      writer.close();
      store(state.acknowledged(), true);
      cursor.close();
    } finally {
      lock.close();
    }
  }

  private static Spool open(SpoolSettings settings, FileChannel lock, Cursor cursor)
      throws IOException {
    SegmentFiles files = new SegmentFiles(settings.directory());
    NavigableMap<Long, Long> old = files.sizes();
    if (!old.isEmpty()) {
      long last = old.lastKey();
      long sound = files.cutTornTail(last);
      if (sound < old.get(last)) {
        LOG.warn(
            "Cut {} bytes off spool segment {}, which were never accepted",
            old.get(last) - sound,
            last);
      }
      old.put(last, sound);
    }
    // Without a cursor all is sent again, which counts nothing twice.
    SpoolPosition first = new SpoolPosition(old.isEmpty() ? 0 : old.firstKey(), 0);
    SpoolPosition start = cursor.load().filter(c -> c.compareTo(first) > 0).orElse(first);
    long active = Math.max(start.segment(), old.isEmpty() ? 0 : old.lastKey()) + 1;
    SpoolState state = new SpoolState(old, active, start);
    state.acknowledge(state.normalize(start));
    return new Spool(lock, files, cursor, state, new SpoolWriter(settings, files, state));
  }

  private void store(SpoolPosition position, boolean durable) throws IOException {
    cursor.store(position, durable);
    stored = position;
    storedAtNanos = System.nanoTime();
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel = FileChannel.open(directory.resolve("lock"), CREATE, WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("The spool is used by this very process", e);
    }
    channel.close();
    throw new IOException(
        "the spool in " + directory + " is used by another ingest: stop it first");
  }
}
