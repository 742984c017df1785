package io.evilnet.chaos;

import io.evilnet.chaos.InventedPosts.Post;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Stands in the way of the records, before the topology and after it, and does what a bug would: to
 * one in so many, and so seldom that nobody sees it by looking.
 */
final class Saboteur {

  private static final long OTHER_ID = 1L << 40;

  /** What it does. */
  enum Kind {
    NOTHING,
    /** A post is not counted. */
    DROP,
    /** A post is counted twice. */
    TWICE,
    /** A post is counted in the window after its own. */
    WRONG_WINDOW,
    /** The total of a window and city is one too high, while the outcomes are right. */
    TOTAL_TOO_HIGH,
    /** The last update of a window and city is never written. */
    LOST_LAST_UPDATE
  }

  private final Kind kind;
  private final long oneIn;
  private final Map<CityWindow, Integer> order = new HashMap<>();
  private final Map<CityWindow, TestRecord<CityWindow, CityCounts>> held = new HashMap<>();
  private long done;

  Saboteur(Kind kind, long oneIn) {
    this.kind = kind;
    this.oneIn = oneIn;
  }

  /** How often it has done it. */
  long done() {
    return done;
  }

  /** What reaches the topology in place of a post. */
  List<Post> before(Post post) {
    if (post.id() % oneIn != 0) {
      return List.of(post);
    }
    return switch (kind) {
      case DROP -> did(List.of());
      case TWICE -> did(List.of(post, post.withId(post.id() + OTHER_ID)));
      case WRONG_WINDOW -> did(List.of(post.later(Duration.ofMinutes(5))));
      default -> List.of(post);
    };
  }

  /** What reaches the rows in place of updates. */
  List<TestRecord<CityWindow, CityCounts>> after(List<TestRecord<CityWindow, CityCounts>> totals) {
    return switch (kind) {
      case TOTAL_TOO_HIGH -> totals.stream().map(this::oneMore).toList();
      case LOST_LAST_UPDATE -> oneBehind(totals);
      default -> totals;
    };
  }

  private TestRecord<CityWindow, CityCounts> oneMore(TestRecord<CityWindow, CityCounts> total) {
    if (!isChosen(total.key())) {
      return total;
    }
    done++;
    CityCounts value = total.value();
    Counts counts = value.counts();
    Counts wrong = new Counts(counts.tweets() + 1, counts.retweets(), counts.users());
    return new TestRecord<>(total.key(), new CityCounts(value.city(), wrong, value.users()));
  }

  /**
   * Of one key in so many each update is held back until the counts change again: the last never
   * comes, however often it is sent.
   */
  private List<TestRecord<CityWindow, CityCounts>> oneBehind(
      List<TestRecord<CityWindow, CityCounts>> totals) {
    List<TestRecord<CityWindow, CityCounts>> written = new ArrayList<>();
    for (TestRecord<CityWindow, CityCounts> total : totals) {
      if (!isChosen(total.key())) {
        written.add(total);
      } else {
        done++;
        TestRecord<CityWindow, CityCounts> before = held.put(total.key(), total);
        if (before != null && !before.value().counts().equals(total.value().counts())) {
          written.add(before);
        }
      }
    }
    return written;
  }

  /** One window and city in so many, in the order in which they come up. */
  private boolean isChosen(CityWindow key) {
    return order.computeIfAbsent(key, first -> order.size()) % oneIn == 1;
  }

  private List<Post> did(List<Post> instead) {
    done++;
    return instead;
  }
}
