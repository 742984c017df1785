package io.evilnet.ingest.replay;

import io.evilnet.core.CountingRules;
import io.evilnet.core.Tweet;
import java.time.Instant;

/**
 * The posts that come too late to be counted by the stream, as far as the file tells: their windows
 * had closed by the newest post before them. Whether the stream has counted newer posts than any of
 * the file, it does not tell; then all of them are late.
 */
final class LatePosts {

  private final CountingRules rules;
  private Instant firstOpen = Instant.MIN;
  private Instant from = Instant.MAX;
  private Instant to = Instant.MIN;
  private Instant oldest = Instant.MAX;
  private Instant newest = Instant.MIN;
  private long count;

  LatePosts(CountingRules rules) {
    this.rules = rules;
  }

  void add(Tweet tweet) {
    if (rules.isAhead(tweet, Instant.now())) {
      return; // A dead letter, whose time closes nothing.
    }
    Instant window = rules.windowStart(tweet.createdAt());
    oldest = window.isBefore(oldest) ? window : oldest;
    newest = window.isAfter(newest) ? window : newest;
    if (window.isBefore(firstOpen)) {
      count++;
      from = window.isBefore(from) ? window : from;
      Instant end = window.plus(rules.window());
      to = end.isAfter(to) ? end : to;
      return;
    }
    Instant open = rules.firstOpenWindow(tweet.createdAt());
    firstOpen = open.isAfter(firstOpen) ? open : firstOpen;
  }

  long count() {
    return count;
  }

  /**
   * The command that counts the late posts, or would when all are; empty when none can be late.
   *
   * @param now the time up to which the stream may have counted
   */
  String remedy(Instant now) {
    String late = count == 0 ? "" : "\nlate posts are left to: " + backfill(from, to);
    boolean allMayBe = !newest.equals(Instant.MIN) && newest.isBefore(rules.firstOpenWindow(now));
    return allMayBe
        ? late
            + "\nall are late where newer posts were counted before; then they are left to: "
            + backfill(oldest, newest.plus(rules.window()))
        : late;
  }

  private static String backfill(Instant from, Instant to) {
    return "bin/evilnet backfill --from %s --to %s".formatted(from, to);
  }
}
