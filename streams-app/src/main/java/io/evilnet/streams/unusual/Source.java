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

/** The data read for a comparison. */
interface Source {

  /** Number of the newest runs that are read: those of some hours at least. */
  int RUNS = 20;

  /** The windows in a range that have posts. */
  List<WindowRow> windows(TimeRange range);

  /** The tweets of all cities of some windows, in their order. */
  Stream<List<TweetsRow>> tweets(List<Instant> windows);

  /** The times without a connection that lie in a range in part. */
  List<StreamGap> gaps(TimeRange range);

  /** The newest repairs and validations. */
  List<BackfillRun> runs();

  /** The cities that have ever been counted. */
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
