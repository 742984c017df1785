package io.evilnet.ingest.gap;

import io.evilnet.core.SnowflakeId;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.platform.topics.StreamGap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Detects the gaps of a connection from the arrival of bytes and from disconnects.
 *
 * <p>Written by the reader's thread; may be read by others.
 */
public final class GapRecorder {

  /** Cause of a gap after a crash of the process: {@code kill -9}, a power failure. */
  static final String CRASHED = "process-died";

  /** Time for recovered posts: X backfills five minutes at most. */
  private static final Duration RECOVERY = Duration.ofMinutes(10);

  private final String site;
  private final String connection;
  private final Instant startedAt;
  private final Consumer<StreamGap> changed;
  private volatile Instant lastByte;
  private volatile StreamGap open;
  private volatile StreamGap last;
  private volatile long recovered;
  private boolean recovering;

  /**
   * Creates a recorder with the state of an earlier process.
   *
   * @param before that state; empty for a new connection, which has no gap yet
   * @param startedAt current time
   * @param changed called on the reader's thread when a gap has started or ended
   */
  GapRecorder(
      String site,
      String connection,
      Optional<ConnectionState> before,
      Instant startedAt,
      Consumer<StreamGap> changed) {
    this.site = site;
    this.connection = connection;
    this.startedAt = startedAt;
    this.changed = changed;
    before.ifPresent(this::resume);
  }

  private void resume(ConnectionState before) {
    lastByte = before.lastByte().orElse(null);
    if (before.open().isPresent()) {
      open = before.open().get();
    } else if (lastByte != null) {
      begin(lastByte, CRASHED);
    }
  }

  /** Records the arrival of a line, including keep-alives. */
  public void received(StreamLine line, Instant now) {
    lastByte = now;
    if (open != null) {
      last = open.endedAt(now);
      recovered = last.recovered();
      open = null;
      recovering = true;
      changed.accept(last);
    }
    if (recovering && line instanceof Tweet tweet) {
      countIfRecovered(tweet, now);
    }
  }

  /**
   * Records that the connection ended or failed. Of consecutive failures the first is the cause,
   * unless a later one is permanent.
   *
   * @param cause disconnect reason, as a metric's label
   * @param needsAttention whether it persists until an operator resolves it
   */
  public void ended(String cause, boolean needsAttention) {
    if (open == null) {
      begin(lastByte == null ? startedAt : lastByte, cause);
    } else if (needsAttention && !cause.equals(open.cause())) {
      begin(open.from(), cause);
    }
  }

  boolean isOpen() {
    return open != null;
  }

  /** Returns the state to be stored. */
  ConnectionState state() {
    return new ConnectionState(
        connection, Optional.ofNullable(lastByte), Optional.ofNullable(open));
  }

  /** Returns the newest closed gap, with the current number of recovered posts. */
  Optional<StreamGap> newest() {
    StreamGap gap = last;
    return gap == null ? Optional.empty() : Optional.of(gap.withRecovered(recovered));
  }

  private void begin(Instant from, String cause) {
    open = StreamGap.open(site, connection, from, cause);
    changed.accept(open);
  }

  // A single thread writes the count, so no increment is lost.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void countIfRecovered(Tweet tweet, Instant now) {
    if (now.isAfter(last.to().orElseThrow().plus(RECOVERY))) {
      recovering = false;
    } else if (last.contains(SnowflakeId.timeOf(tweet.id()))) {
      recovered++;
    }
  }
}
