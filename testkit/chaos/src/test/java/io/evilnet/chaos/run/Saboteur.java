package io.evilnet.chaos.run;

import io.evilnet.chaos.oracle.RandomPosts.Post;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;

/** Simulated bug before or after the topology: alters a small fraction of the records. */
final class Saboteur {

  private static final long OTHER_ID = 1L << 40;

  /** Type of the bug. */
  enum Kind {
    NOTHING,
    /** A post is not counted. */
    DROP,
    /** A post is counted twice. */
    TWICE,
    /** A post is counted in the window after its own. */
    WRONG_WINDOW,
    /** The total of a city and window is one too high, while the outcomes are correct. */
    TOTAL_TOO_HIGH,
    /** The last update of a city and window is never written. */
    LOST_LAST_UPDATE
  }

  private final Kind kind;
  private final long oneIn;
  private final Map<CityWindow, Integer> order = new HashMap<>();
  private final Map<CityWindow, TestRecord<CityWindow, CityCounts>> pending = new HashMap<>();
  private long alterations;

  Saboteur(Kind kind, long oneIn) {
    this.kind = kind;
    this.oneIn = oneIn;
  }

  /** Returns the number of altered records. */
  long alterations() {
    return alterations;
  }

  /** Returns the posts that replace a post before the topology. */
  List<Post> replacePost(Post post) {
    if (post.id() % oneIn != 0) {
      return List.of(post);
    }
    return switch (kind) {
      case DROP -> altered(List.of());
      case TWICE -> altered(List.of(post, post.withId(post.id() + OTHER_ID)));
      case WRONG_WINDOW -> altered(List.of(post.later(Duration.ofMinutes(5))));
      default -> List.of(post);
    };
  }

  /** Returns the updates that replace those of the topology. */
  List<TestRecord<CityWindow, CityCounts>> replaceUpdates(
      List<TestRecord<CityWindow, CityCounts>> totals) {
    return switch (kind) {
      case TOTAL_TOO_HIGH -> totals.stream().map(this::increment).toList();
      case LOST_LAST_UPDATE -> delay(totals);
      default -> totals;
    };
  }

  private TestRecord<CityWindow, CityCounts> increment(TestRecord<CityWindow, CityCounts> total) {
    if (!isChosen(total.key())) {
      return total;
    }
    alterations++;
    CityCounts value = total.value();
    Counts counts = value.counts();
    Counts wrong =
        new Counts(
            counts.tweets() + 1, counts.retweets(), counts.users(), counts.receivedRetweets());
    return new TestRecord<>(total.key(), new CityCounts(value.city(), wrong, value.users()));
  }

  /**
   * Delays each update of a fraction of the keys until the counts change again, so that the last
   * one is never written.
   */
  private List<TestRecord<CityWindow, CityCounts>> delay(
      List<TestRecord<CityWindow, CityCounts>> totals) {
    List<TestRecord<CityWindow, CityCounts>> written = new ArrayList<>();
    for (TestRecord<CityWindow, CityCounts> total : totals) {
      if (!isChosen(total.key())) {
        written.add(total);
      } else {
        alterations++;
        TestRecord<CityWindow, CityCounts> previous = pending.put(total.key(), total);
        if (previous != null && !previous.value().counts().equals(total.value().counts())) {
          written.add(previous);
        }
      }
    }
    return written;
  }

  /** Selects a fraction of the cities and windows, in the order of their first occurrence. */
  private boolean isChosen(CityWindow key) {
    return order.computeIfAbsent(key, first -> order.size()) % oneIn == 1;
  }

  private List<Post> altered(List<Post> replacement) {
    alterations++;
    return replacement;
  }
}
