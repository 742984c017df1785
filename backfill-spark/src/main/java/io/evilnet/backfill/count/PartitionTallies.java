package io.evilnet.backfill.count;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;

/** The tally of each partition; a retried task replaces the tally of its partition. */
public final class PartitionTallies extends AccumulatorV2<Map<Integer, Tally>, Tally> {

  private static final long serialVersionUID = 1L;

  private final HashMap<Integer, Tally> byPartition = new HashMap<>();

  @Override
  public boolean isZero() {
    return byPartition.isEmpty();
  }

  @Override
  public synchronized PartitionTallies copy() {
    PartitionTallies copy = new PartitionTallies();
    copy.byPartition.putAll(byPartition);
    return copy;
  }

  @Override
  public synchronized void reset() {
    byPartition.clear();
  }

  @Override
  public synchronized void add(Map<Integer, Tally> tallies) {
    byPartition.putAll(tallies);
  }

  @Override
  public void merge(AccumulatorV2<Map<Integer, Tally>, Tally> other) {
    add(((PartitionTallies) other).byPartition);
  }

  /** Returns the sum over the partitions. */
  @Override
  public synchronized Tally value() {
    return byPartition.values().stream().reduce(Tally.ZERO, Tally::plus);
  }
}
