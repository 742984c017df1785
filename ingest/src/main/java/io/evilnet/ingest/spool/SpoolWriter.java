package io.evilnet.ingest.spool;

import io.evilnet.ingest.line.ReceivedLine;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writing side of the spool. One thread appends and flushes; the acknowledging thread may roll a
 * segment, except while bytes are written.
 */
final class SpoolWriter implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);

  private static final int BUFFER_BYTES = 256 * 1024;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final SpoolSettings settings;
  private final SegmentFiles files;
  private final SpoolState state;
  private final ByteBuffer buffer;
  private final FillAlarm alarm;
  private final ReentrantLock lock = new ReentrantLock();
  private RandomAccessFile segment;
  private long segmentSize;
  private long segmentStartNanos = System.nanoTime();

  SpoolWriter(SpoolSettings settings, SegmentFiles files, SpoolState state) {
    this.settings = settings;
    this.files = files;
    this.state = state;
    this.alarm = new FillAlarm(settings.maxBytes());
    this.buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, settings.segmentBytes()));
  }

  void append(ReceivedLine line) throws IOException {
    int length = FrameCodec.length(line);
    if (length > buffer.remaining()) {
      accept(buffer);
    }
    if (length > buffer.capacity()) {
      accept(FrameCodec.encode(line));
    } else {
      FrameCodec.encode(line, buffer);
    }
  }

  void flush() throws IOException {
    accept(buffer);
    endOldSegment();
  }

  /**
   * Writes a line immediately if there is space.
   *
   * @return whether it was accepted; false changes nothing
   */
  boolean offer(ReceivedLine line) {
    ByteBuffer frame = FrameCodec.encode(line);
    lock.lock();
    try {
      if (state.bytes() + frame.position() > settings.maxBytes()) {
        return false;
      }
      rollWhenFull(frame.position());
      return tryWrite(frame).isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Rolls the segment if it has reached its age, unless a writer is active, which does so itself.
   */
  void endOldSegment() {
    if (lock.tryLock()) {
      try {
        if (System.nanoTime() - segmentStartNanos > settings.segmentAge().toNanos()) {
          endSegment();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Rolls the segment; unflushed lines are not accepted. */
  @Override
  public void close() {
    endSegment();
  }

  /** Writes the frames of a buffer, and clears it. */
  private void accept(ByteBuffer frames) throws IOException {
    if (frames.position() > 0) {
      rollWhenFull(frames.position());
      awaitRoom(frames.position());
      write(frames);
      frames.clear();
    }
  }

  private void awaitRoom(long bytes) throws IOException {
    while (state.bytes() + bytes > settings.maxBytes() && state.bytes() > 0) {
      blockFor(
          "the spool has reached its maximum size: %d of %d bytes (spool-max)"
              .formatted(state.bytes(), settings.maxBytes()));
    }
  }

  private void write(ByteBuffer frames) throws IOException {
    for (Optional<IOException> failure = lockAndWrite(frames);
        failure.isPresent();
        failure = lockAndWrite(frames)) {
      blockFor("the spool cannot be written: " + failure.get().getMessage());
    }
  }

  private Optional<IOException> lockAndWrite(ByteBuffer frames) {
    lock.lock();
    try {
      return tryWrite(frames);
    } finally {
      lock.unlock();
    }
  }

  private void rollWhenFull(int more) {
    lock.lock();
    try {
      if (segmentSize > 0 && segmentSize + more > settings.segmentBytes()) {
        roll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Appends to the segment; a failure rolls it and leaves nothing written. */
  private Optional<IOException> tryWrite(ByteBuffer frames) {
    try {
      if (segment == null) {
        segment = files.create(state.active(), settings.fsync() == FsyncPolicy.BATCH);
      }
      segment.seek(segmentSize);
      segment.write(frames.array(), frames.arrayOffset(), frames.position());
      if (settings.fsync() == FsyncPolicy.BATCH) {
        segment.getFD().sync();
      }
      segmentSize += frames.position();
      state.written(segmentSize);
      alarm.check(state.bytes());
      return Optional.empty();
    } catch (IOException e) {
      truncatePartialWrite();
      endSegment();
      return Optional.of(e);
    }
  }

  /** Truncates a partly written frame. */
  private void truncatePartialWrite() {
    if (segment != null) {
      try {
        segment.setLength(segmentSize);
      } catch (IOException e) {
        LOG.debug("Failed to truncate an incomplete frame", e);
      }
    }
  }

  /**
   * Rolls the segment, so that lines accepted before the disk was full can be deleted as soon as
   * Kafka has acknowledged them: only completed segments are deleted, and on a small disk nothing
   * else frees space.
   */
  private void endSegment() {
    if (segmentSize > 0) {
      roll();
    }
  }

  private void roll() {
    try {
      segment.close();
    } catch (IOException e) {
      LOG.warn("Segment {} of the spool was not closed cleanly", state.active(), e);
    }
    segment = null;
    segmentSize = 0;
    segmentStartNanos = System.nanoTime();
    state.rolled(state.active() + 1);
  }

  /** Blocks reading, with a warning for the first time, and resumes when there is space. */
  private void blockFor(String reason) throws IOException {
    if (state.isClosed()) {
      throw new SpoolClosedException();
    }
    if (state.block(reason)) {
      LOG.warn("Reading from the stream is paused until space is available: {}", reason);
    }
    try {
      state.awaitDeletion(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SpoolClosedException();
    }
  }
}
