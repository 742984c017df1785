package io.evilnet.ingest.spool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Shared state of the writing and the reading side of a spool: its segments, their written sizes,
 * and the acknowledged position. Thread-safe.
 */
final class SpoolState {

  private final NavigableMap<Long, Long> sizes = new TreeMap<>();
  private long bytes;
  private long active;
  private SpoolPosition acknowledged;
  private long damagedBytes;
  private long deletions;
  private String blocked = "";
  private boolean closed;

  /**
   * State after opening.
   *
   * @param old segments of earlier processes, with their sizes
   * @param active number of the new, empty segment
   * @param acknowledged position up to which Kafka has acknowledged
   */
  SpoolState(NavigableMap<Long, Long> old, long active, SpoolPosition acknowledged) {
    this.sizes.putAll(old);
    this.bytes = old.values().stream().mapToLong(Long::longValue).sum();
    this.sizes.put(active, 0L);
    this.active = active;
    this.acknowledged = acknowledged;
  }

  synchronized long active() {
    return active;
  }

  synchronized long bytes() {
    return bytes;
  }

  /** Records the new size of the active segment. */
  synchronized void written(long size) {
    bytes += size - sizes.put(active, size);
    blocked = "";
    notifyAll();
  }

  /** Records a new active segment. */
  synchronized void rolled(long segment) {
    active = segment;
    sizes.put(segment, 0L);
    notifyAll();
  }

  /** Returns the readable bytes of a segment; 0 if it does not exist. */
  synchronized long size(long segment) {
    return sizes.getOrDefault(segment, 0L);
  }

  /** Returns the segment after {@code segment}; -1 if that one is the active one. */
  synchronized long after(long segment) {
    Long next = sizes.higherKey(segment);
    return next == null ? -1 : next;
  }

  /** Moves a position at the end of a completed segment to the start of the next one. */
  synchronized SpoolPosition normalize(SpoolPosition position) {
    SpoolPosition normalized = position;
    while (normalized.segment() < active && normalized.offset() >= size(normalized.segment())) {
      normalized = new SpoolPosition(after(normalized.segment()), 0);
    }
    return normalized;
  }

  synchronized SpoolPosition acknowledged() {
    return acknowledged;
  }

  synchronized void acknowledge(SpoolPosition position) {
    acknowledged = position;
  }

  /** Returns the segments before the acknowledged position. */
  synchronized List<Long> disposable() {
    return new ArrayList<>(sizes.headMap(acknowledged.segment()).keySet());
  }

  /** Records the deletion of a segment. */
  synchronized void deleted(long segment) {
    Long size = sizes.remove(segment);
    bytes -= size == null ? 0 : size;
    deletions++;
    notifyAll();
  }

  synchronized void damaged(long bytes) {
    damagedBytes += bytes;
  }

  /** Records the reason why nothing can be accepted; returns true if it was not blocked before. */
  synchronized boolean block(String reason) {
    boolean news = !closed && blocked.isEmpty();
    blocked = reason;
    return news;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits until a segment is deleted or the spool is closed, up to {@code timeout}. */
  synchronized void awaitDeletion(Duration timeout) throws InterruptedException {
    long before = deletions;
    long deadline = System.nanoTime() + timeout.toNanos();
    long remaining = timeout.toMillis();
    while (!closed && deletions == before && remaining > 0) {
      wait(remaining);
      remaining = millisUntil(deadline);
    }
  }

  /** Waits until a segment is longer than {@code read} or complete, up to {@code timeout}. */
  synchronized void awaitMore(long segment, long read, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    long remaining = timeout.toMillis();
    while (!closed && segment == active && size(segment) <= read && remaining > 0) {
      wait(remaining);
      remaining = millisUntil(deadline);
    }
  }

  synchronized SpoolStatus status() {
    long passed = sizes.headMap(acknowledged.segment()).values().stream().mapToLong(s -> s).sum();
    return new SpoolStatus(
        bytes, Math.max(0, bytes - passed - acknowledged.offset()), damagedBytes, blocked);
  }

  private static long millisUntil(long deadlineNanos) {
    return (deadlineNanos - System.nanoTime()) / 1_000_000;
  }
}
