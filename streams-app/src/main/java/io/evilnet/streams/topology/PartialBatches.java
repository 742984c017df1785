package io.evilnet.streams.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Collects partial counts into batches, one at a time for each merge task. */
final class PartialBatches {

  /** Half of the maximum record size of Kafka. */
  private static final int MAX_BYTES = 512 * 1024;

  /** Upper bound of the size of a partial count without its users and the name of its city. */
  private static final int BYTES = 160;

  private static final int BYTES_OF_CHAR = 3;

  private final Map<Integer, Long> ages;
  private final Map<Integer, Long> agesWithLag;
  private final BiConsumer<Integer, PartialBatch> receiver;
  private final List<List<PartialCounts>> collected = new ArrayList<>();
  private final int[] bytes;

  /**
   * Creates an empty collection.
   *
   * @param tasks number of merge tasks
   * @param ages of the partitions, in ms; all but the last batch have those of partitions with
   *     consumer lag only: totals of a completed catch-up are emitted after the last batch
   * @param receiver receives the number of the task and a batch for it
   */
  PartialBatches(int tasks, Map<Integer, Long> ages, BiConsumer<Integer, PartialBatch> receiver) {
    this.ages = ages;
    this.agesWithLag = new HashMap<>(ages);
    agesWithLag.values().removeIf(age -> !EmitPace.hasLag(age));
    this.receiver = receiver;
    this.bytes = new int[tasks];
    for (int task = 0; task < tasks; task++) {
      collected.add(new ArrayList<>());
    }
  }

  /** Adds a count; all counts of a city, of any window and partition, are merged by one task. */
  void add(PartialCounts partial) {
    int task = Math.floorMod(partial.city().id().hashCode(), collected.size());
    int size = BYTES + BYTES_OF_CHAR * partial.city().fullName().length() + partial.users().bytes();
    if (bytes[task] + size > MAX_BYTES) {
      complete(task, agesWithLag);
    }
    collected.get(task).add(partial);
    bytes[task] += size;
  }

  /**
   * Passes the remaining counts to the receiver.
   *
   * @param toAll true to pass an empty batch to tasks without counts
   */
  void complete(boolean toAll) {
    for (int task = 0; task < bytes.length; task++) {
      if (toAll || !collected.get(task).isEmpty()) {
        complete(task, ages);
      }
    }
  }

  private void complete(int task, Map<Integer, Long> batchAges) {
    receiver.accept(task, new PartialBatch(collected.get(task), batchAges));
    collected.get(task).clear();
    bytes[task] = 0;
  }
}
