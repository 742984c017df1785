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
 * Write-ahead log of received lines: flushed lines reach Kafka, regardless of crashes of this
 * process.
 *
 * <p>One thread appends and flushes, or offers; another one reads and acknowledges. Unacknowledged
 * lines are read again after a restart.
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
   * Opens a spool with the lines of earlier processes.
   *
   * @throws IOException if its directory cannot be used or is locked by another process
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

  /** Appends a line. It is accepted by the next {@link #flush()} at the latest. */
  public void append(ReceivedLine line) throws IOException {
    writer.append(line);
  }

  /**
   * Accepts the appended lines. Blocks while the spool or the disk is full.
   *
   * @throws SpoolClosedException if it is closed in the meantime; the lines are not accepted then
   */
  public void flush() throws IOException {
    writer.flush();
  }

  /**
   * Accepts a line immediately, without blocking.
   *
   * @return whether there was space for it
   */
  public boolean offer(ReceivedLine line) {
    return writer.offer(line);
  }

  /** Returns a reader that starts at the acknowledged position. */
  public SpoolReader reader() {
    return new SpoolReader(files, state);
  }

  /** Returns the position up to which Kafka has acknowledged. */
  public SpoolPosition acknowledged() {
    return state.acknowledged();
  }

  /**
   * Acknowledges all lines before {@code position}; completed segments are deleted, and a segment
   * that has reached its age is completed, also without new lines.
   */
  public void acknowledge(SpoolPosition position) throws IOException {
    writer.endOldSegment();
    SpoolPosition normalized = state.normalize(position);
    state.acknowledge(normalized);
    boolean done = normalized.segment() > stored.segment();
    boolean due = System.nanoTime() - storedAtNanos > CURSOR_INTERVAL.toNanos();
    if (done || (due && !normalized.equals(stored))) {
      store(normalized, done);
    }
    deleteAcknowledged();
  }

  private void deleteAcknowledged() throws IOException {
    for (long segment : state.disposable()) {
      files.delete(segment);
      state.deleted(segment);
    }
  }

  public SpoolStatus status() {
    return state.status();
  }

  /** Unblocks a waiting writer permanently; {@link #close()} is still required. */
  public void stopAccepting() {
    state.close();
  }

  /** Closes the spool when neither side is used any more, and deletes acknowledged segments. */
  @Override
  public void close() throws IOException {
    state.close();
    try {
      writer.close();
      SpoolPosition normalized = state.normalize(state.acknowledged());
      state.acknowledge(normalized);
      store(normalized, true);
      deleteAcknowledged();
      cursor.close();
    } finally {
      lock.close();
    }
  }

  private static Spool open(SpoolSettings settings, FileChannel lock, Cursor cursor)
      throws IOException {
    SegmentFiles files = new SegmentFiles(settings.directory());
    NavigableMap<Long, Long> old = files.sizes();
    long damaged = 0;
    if (!old.isEmpty()) {
      long last = old.lastKey();
      SegmentFiles.Tail tail = files.truncateTail(last);
      long cut = old.get(last) - tail.validEnd();
      if (tail.damaged() > 0) {
        LOG.error("Skipping {} corrupt bytes at the end of spool segment {}", cut, last);
      } else if (cut > 0) {
        LOG.warn("Truncated {} bytes of spool segment {}, which had not been accepted", cut, last);
      }
      damaged = tail.damaged();
      old.put(last, tail.validEnd());
    }
    // Without a cursor all lines are sent again; duplicates are counted once.
    SpoolPosition first = new SpoolPosition(old.isEmpty() ? 0 : old.firstKey(), 0);
    SpoolPosition start = cursor.load().filter(c -> c.compareTo(first) > 0).orElse(first);
    long active = Math.max(start.segment(), old.isEmpty() ? 0 : old.lastKey()) + 1;
    SpoolState state = new SpoolState(old, active, start);
    state.damaged(damaged);
    state.acknowledge(state.normalize(start));
    Spool spool = new Spool(lock, files, cursor, state, new SpoolWriter(settings, files, state));
    // Deletions that an earlier process did not complete.
    spool.store(state.acknowledged(), true);
    spool.deleteAcknowledged();
    return spool;
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
      LOG.debug("The spool is already open in this process", e);
    }
    channel.close();
    throw new IOException(
        "the spool in " + directory + " is locked by another ingest process: stop it first");
  }
}
