package io.evilnet.ingest.replay;

import io.evilnet.core.CountingRules;
import io.evilnet.core.Tweet;
import java.time.Instant;

/**
 * The posts that come too late to be counted by the stream, as far as the file tells: their windows
 * had closed by the newest post before them.
 */
final class LatePosts {

  private final CountingRules rules;
  private Instant firstOpen = Instant.MIN;
  private Instant from = Instant.MAX;
  private Instant to = Instant.MIN;
  private long count;

  LatePosts(CountingRules rules) {
    this.rules = rules;
  }

  void add(Tweet tweet) {
    if (rules.isAhead(tweet, Instant.now())) {
      return; // A dead letter, whose time closes nothing.
    }
    Instant window = rules.windowStart(tweet.createdAt());
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

  /** The command that counts them; empty when there are none. */
  String remedy() {
    return count == 0
        ? ""
        : "\nlate posts are left to: bin/evilnet backfill --from %s --to %s".formatted(from, to);
  }
}
