package io.evilnet.backfill.count;

import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.util.AccumulatorV2;

/** The windows that have a post that the stream has not counted. */
public final class UncountedWindows extends AccumulatorV2<Collection<Instant>, Set<Instant>>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TreeSet<Instant> starts = new TreeSet<>();

  @Override
  public synchronized boolean isZero() {
    return starts.isEmpty();
  }

  @Override
  public synchronized UncountedWindows copy() {
    UncountedWindows copy = new UncountedWindows();
    copy.starts.addAll(starts);
    return copy;
  }

  @Override
  public synchronized void reset() {
    starts.clear();
  }

  @Override
  public synchronized void add(Collection<Instant> windowStarts) {
    starts.addAll(windowStarts);
  }

  @Override
  public void merge(AccumulatorV2<Collection<Instant>, Set<Instant>> other) {
    add(((UncountedWindows) other).starts);
  }

  /** Returns the starts of the windows, oldest first. */
  @Override
  public synchronized Set<Instant> value() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(starts));
  }
}
