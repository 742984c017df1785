package io.evilnet.ingest.replay;

import io.evilnet.core.CountingRules;
import io.evilnet.core.Tweet;
import java.time.Instant;

/**
 * Counts the posts of a file that streams-app will count as late: their windows were closed by the
 * newest post before them. If streams-app has already counted newer posts than those of the file,
 * such as live ones, all posts of windows closed by them are late; this is unknown to the replay.
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
      return; // A dead letter, whose time does not advance stream time.
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
   * Returns the commands that count the late posts and those that may be late; empty if none can
   * be.
   *
   * @param now time up to which streams-app may have counted
   */
  String remedy(Instant now) {
    String late = count == 0 ? "" : "\nlate posts, to be counted with: " + backfill(from, to);
    Instant open = rules.firstOpenWindow(now);
    if (!oldest.isBefore(open)) {
      return late;
    }
    Instant end = newest.isBefore(open) ? newest.plus(rules.window()) : open;
    return "%s\nif newer posts have been counted before, all posts before %s are late, to be counted with: %s"
        .formatted(late, end, backfill(oldest, end));
  }

  private static String backfill(Instant from, Instant to) {
    return "bin/evilnet backfill --from %s --to %s".formatted(from, to);
  }
}
