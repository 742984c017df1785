package io.evilnet.streams.read;

import io.evilnet.core.City;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.TweetsRow;
import io.evilnet.store.table.WindowRow;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A source of windows, their tweets, and what may have changed them. */
public interface TweetsSource {

  /** Returns the windows in a range that have posts. */
  List<WindowRow> windows(TimeRange range);

  /** Returns the tweets of all cities of some windows, in the order of the windows. */
  Stream<List<TweetsRow>> tweets(List<Instant> windows);

  /** Returns the gaps that overlap a range. */
  List<StreamGap> gaps(TimeRange range);

  /** Returns the newest repairs and validations. */
  List<BackfillRun> runs(int limit);

  /** Returns the cities that have been counted. */
  List<City> cities();
}
