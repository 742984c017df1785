package io.evilnet.streams.topology;

import io.evilnet.core.Outcome;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a partition remembers beside its tweets: the posts that left no tweet behind, by outcome,
 * and which windows are closed.
 *
 * <p>The posts of open windows are not in it: they are known from their tweets.
 */
final class Ledger {

  /** With format 1 the tweets were kept under their ids; format 2 had five outcomes, no topic. */
  private static final int FORMAT = 3;

  private static final int WITHOUT_TOPIC = 2;

  private static final List<Outcome> OUTCOMES_WITHOUT_TOPIC =
      List.of(Outcome.COUNTED, Outcome.UNRESOLVED, Outcome.DUPLICATE, Outcome.LATE, Outcome.DEAD);

  private final Duration window;
  private final String topicId;
  private final Map<Outcome, Long> settled = new EnumMap<>(Outcome.class);
  private long throughOffset;
  private Instant firstOpenWindow;

  private Ledger(Duration window, String topicId, long throughOffset, Instant firstOpenWindow) {
    this.window = window;
    this.topicId = topicId;
    this.throughOffset = throughOffset;
    this.firstOpenWindow = firstOpenWindow;
  }

  /** An empty ledger for windows of a length and a topic of an id. */
  static Ledger empty(Duration window, String topicId) {
    return new Ledger(window, topicId, -1, Instant.EPOCH);
  }

  /**
   * The ledger with which a life goes on.
   *
   * @param topicId of the topic now; empty when it is not known
   * @throws IllegalStateException if it was kept for windows of another length, or for the offsets
   *     of another topic
   */
  Ledger goingOn(Duration window, String topicId) {
    if (!this.window.equals(window)) {
      throw new IllegalStateException(
          "window is %s, but the state was kept for windows of %s: set it back, or start with another application-id and another keyspace"
              .formatted(window, this.window));
    }
    if (!this.topicId.isEmpty() && !topicId.isEmpty() && !this.topicId.equals(topicId)) {
      throw new IllegalStateException(
          "the topic tweets was created anew: its id is %s, but the state was kept for %s; start with another application-id and another keyspace, which counts the posts of the new topic from the first one"
              .formatted(topicId, this.topicId));
    }
    Ledger same =
        new Ledger(
            window, topicId.isEmpty() ? this.topicId : topicId, throughOffset, firstOpenWindow);
    same.settled.putAll(settled);
    return same;
  }

  /** Settled posts up to this offset are in the ledger; -1 when there is none. */
  long throughOffset() {
    return throughOffset;
  }

  /** The start of the first window that takes posts. */
  Instant firstOpenWindow() {
    return firstOpenWindow;
  }

  /** Whether it knows more than another one of the same partition. */
  boolean isFurtherThan(Ledger other) {
    return throughOffset == other.throughOffset
        ? firstOpenWindow.isAfter(other.firstOpenWindow)
        : throughOffset > other.throughOffset;
  }

  /** How many posts are settled with an outcome. */
  long settled(Outcome outcome) {
    return settled.getOrDefault(outcome, 0L);
  }

  /**
   * Settles the post at an offset; false, and nothing changes, when that post is settled already.
   */
  boolean settle(Outcome outcome, long offset) {
    if (offset <= throughOffset) {
      return false;
    }
    settled.merge(outcome, 1L, Long::sum);
    throughOffset = offset;
    return true;
  }

  /** Settles posts that expired before they were read, the last of them at an offset. */
  void expire(long posts, long offset) {
    settled.merge(Outcome.EXPIRED, posts, Long::sum);
    throughOffset = Math.max(throughOffset, offset);
  }

  /** Settles the posts of a window that is closed now. */
  void settleWindow(long counted, long unresolved) {
    settled.merge(Outcome.COUNTED, counted, Long::sum);
    settled.merge(Outcome.UNRESOLVED, unresolved, Long::sum);
  }

  /** Closes all windows before one, as the posts up to an offset ask for it. */
  void closeBefore(Instant firstOpenWindow, long offset) {
    this.firstOpenWindow = firstOpenWindow;
    throughOffset = Math.max(throughOffset, offset);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(window.toMillis());
    out.writeLong(throughOffset);
    out.writeLong(firstOpenWindow.toEpochMilli());
    out.writeUTF(topicId);
    for (Outcome outcome : Outcome.values()) {
      out.writeLong(settled(outcome));
    }
  }

  static Ledger read(DataInputStream in) throws IOException {
    int format = BinarySerde.requireFormat(in.readByte(), FORMAT, "ledger");
    if (format < WITHOUT_TOPIC) {
      throw new IllegalStateException(
          "the state was kept by an earlier version in another form: start with another"
              + " application-id and another keyspace, which counts all posts that are retained anew");
    }
    Duration window = Duration.ofMillis(in.readLong());
    long throughOffset = in.readLong();
    Instant firstOpenWindow = Instant.ofEpochMilli(in.readLong());
    String topicId = format == WITHOUT_TOPIC ? "" : in.readUTF();
    Ledger ledger = new Ledger(window, topicId, throughOffset, firstOpenWindow);
    for (Outcome outcome :
        format == WITHOUT_TOPIC ? OUTCOMES_WITHOUT_TOPIC : List.of(Outcome.values())) {
      ledger.settled.put(outcome, in.readLong());
    }
    return ledger;
  }
}
