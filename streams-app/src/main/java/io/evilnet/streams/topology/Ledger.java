package io.evilnet.streams.topology;

import io.evilnet.core.Outcome;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * The state of a partition except the tweets of its windows: the settled posts by outcome, and the
 * boundaries of the closed and of the retired windows.
 *
 * <p>Posts of open windows are excluded: they are counted from their tweets.
 */
final class Ledger {

  private final Duration window;
  private final String topicId;
  private final Map<Outcome, Long> settled = new EnumMap<>(Outcome.class);
  private Instant firstOpenWindow = Instant.EPOCH;
  private Instant firstHeldWindow = Instant.EPOCH;

  private Ledger(Duration window, String topicId) {
    this.window = window;
    this.topicId = topicId;
  }

  /** Returns an empty ledger for a window length and a topic id. */
  static Ledger empty(Duration window, String topicId) {
    return new Ledger(window, topicId);
  }

  /**
   * Returns the ledger with which a task resumes.
   *
   * @param topicId the current id of the topic; empty if unknown
   * @throws StateMismatchException if it was kept for another window length or another topic
   */
  Ledger resume(Duration window, String topicId) {
    if (!this.window.equals(window)) {
      throw new StateMismatchException(
          "window is %s, but the state was created with windows of %s: restore the previous value, or start with another application-id and another keyspace"
              .formatted(window, this.window));
    }
    if (!this.topicId.isEmpty() && !topicId.isEmpty() && !this.topicId.equals(topicId)) {
      throw new StateMismatchException(
          "the topic tweets was recreated: its id is %s, but the state belongs to the topic with id %s; start with another application-id and another keyspace, which counts the posts of the new topic from the first one"
              .formatted(topicId, this.topicId));
    }
    Ledger same = new Ledger(window, topicId.isEmpty() ? this.topicId : topicId);
    same.settled.putAll(settled);
    same.firstOpenWindow = firstOpenWindow;
    same.firstHeldWindow = firstHeldWindow;
    return same;
  }

  /** Returns the start of the first window that accepts posts. */
  Instant firstOpenWindow() {
    return firstOpenWindow;
  }

  /** Returns the start of the first window that is not retired. */
  Instant firstHeldWindow() {
    return firstHeldWindow;
  }

  /** Returns true if it has closed or retired more windows than another of the same offset. */
  boolean isFurtherThan(Ledger other) {
    return firstOpenWindow.equals(other.firstOpenWindow)
        ? firstHeldWindow.isAfter(other.firstHeldWindow)
        : firstOpenWindow.isAfter(other.firstOpenWindow);
  }

  /** Returns the number of posts settled with an outcome. */
  long settled(Outcome outcome) {
    return settled.getOrDefault(outcome, 0L);
  }

  /** Settles posts with an outcome. */
  void settle(Outcome outcome, long posts) {
    settled.merge(outcome, posts, Long::sum);
  }

  /** Closes all windows before a window; their posts are settled. */
  void closeBefore(Instant firstOpenWindow) {
    this.firstOpenWindow = firstOpenWindow;
  }

  /** Retires all windows before a window. */
  void retireBefore(Instant firstHeldWindow) {
    this.firstHeldWindow = firstHeldWindow;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(window.toMillis());
    out.writeUTF(topicId);
    out.writeLong(firstOpenWindow.toEpochMilli());
    out.writeLong(firstHeldWindow.toEpochMilli());
    for (Outcome outcome : Outcome.values()) {
      out.writeLong(settled(outcome));
    }
  }

  static Ledger read(DataInputStream in) throws IOException {
    Ledger ledger = new Ledger(Duration.ofMillis(in.readLong()), in.readUTF());
    ledger.firstOpenWindow = Instant.ofEpochMilli(in.readLong());
    ledger.firstHeldWindow = Instant.ofEpochMilli(in.readLong());
    for (Outcome outcome : Outcome.values()) {
      ledger.settled.put(outcome, in.readLong());
    }
    return ledger;
  }
}
