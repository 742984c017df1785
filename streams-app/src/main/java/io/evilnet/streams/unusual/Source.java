package io.evilnet.streams.unusual;

import io.evilnet.core.City;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.TweetsRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.CountsReader;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The source of the data of a comparison. */
interface Source {

  /** Number of runs that are read: those of some hours at least. */
  int RUNS = 20;

  /** Returns the windows in a range that have posts. */
  List<WindowRow> windows(TimeRange range);

  /** Returns the tweets of all cities of some windows, in the order of the windows. */
  Stream<List<TweetsRow>> tweets(List<Instant> windows);

  /** Returns the gaps that overlap a range. */
  List<StreamGap> gaps(TimeRange range);

  /** Returns the newest repairs and validations. */
  List<BackfillRun> runs();

  /** Returns the cities that have been counted. */
  List<City> cities();

  static Source of(CountsReader reader) {
    return new Source() {
      @Override
      public List<WindowRow> windows(TimeRange range) {
        return reader.windows(range);
      }

      @Override
      public Stream<List<TweetsRow>> tweets(List<Instant> windows) {
        return reader.tweets(windows);
      }

      @Override
      public List<StreamGap> gaps(TimeRange range) {
        return reader.gaps(range);
      }

      @Override
      public List<BackfillRun> runs() {
        return reader.runs(RUNS);
      }

      @Override
      public List<City> cities() {
        return reader.cities();
      }
    };
  }
}
