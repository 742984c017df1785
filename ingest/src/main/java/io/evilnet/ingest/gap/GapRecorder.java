package io.evilnet.ingest.gap;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.SnowflakeId;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.infra.topics.StreamGap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one connection's ledger is written from: when bytes came, and when the connection ended.
 *
 * <p>One thread, the reader's, tells it; others may look.
 */
public final class GapRecorder {

  /** The cause when a process ended without having said so: {@code kill -9}, a power cut. */
  static final String DIED = "process-died";

  /** X backfills five minutes at most; what comes later than this is a straggler. */
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
   * A recorder that goes on where an earlier process of the same connection ended.
   *
   * @param before what that one left; empty for the first of its kind, for which nothing is missing
   *     yet
   * @param startedAt now
   * @param changed told of a gap that has begun or ended; called on the thread that tells
   */
  GapRecorder(
      String site,
      String connection,
      Optional<ConnectionState> before,
      Instant startedAt,
      Consumer<StreamGap> changed) {
    this.site = requireNonNull(site, "site");
    this.connection = requireNonNull(connection, "connection");
    this.startedAt = requireNonNull(startedAt, "startedAt");
    this.changed = requireNonNull(changed, "changed");
    before.ifPresent(this::resume);
  }

  private void resume(ConnectionState before) {
    lastByte = before.lastByte().orElse(null);
    if (before.open().isPresent()) {
      open = before.open().get();
    } else if (lastByte != null) {
      begin(lastByte, DIED);
    }
  }

  /** Says that a line came, be it a keep-alive. */
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
   * Says that the connection ended or was not made. Of several ends in a row the first one counts,
   * unless a later one says what keeps it away.
   *
   * @param cause why, as a metric's label
   * @param needsAttention whether it lasts until somebody does something about it
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

  /** What has to be kept for the next process. */
  ConnectionState state() {
    return new ConnectionState(
        connection, Optional.ofNullable(lastByte), Optional.ofNullable(open));
  }

  /** The newest gap that is over, with the posts of it that have come by now. */
  Optional<StreamGap> newest() {
    StreamGap gap = last;
    return gap == null ? Optional.empty() : Optional.of(gap.withRecovered(recovered));
  }

  private void begin(Instant from, String cause) {
    open = StreamGap.open(site, connection, from, cause);
    changed.accept(open);
  }

  // One thread writes the count: nothing is lost between reading and writing it.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void countIfRecovered(Tweet tweet, Instant now) {
    if (now.isAfter(last.to().orElseThrow().plus(RECOVERY))) {
      recovering = false;
    } else if (last.contains(SnowflakeId.timeOf(tweet.id()))) {
      recovered++;
    }
  }
}
