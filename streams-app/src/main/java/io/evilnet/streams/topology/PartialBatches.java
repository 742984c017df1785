package io.evilnet.streams.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Collects partial counts into batches, one at a time for each task that merges. */
final class PartialBatches {

  /** Half of what Kafka takes in a record, at most. */
  private static final int MOST_BYTES = 512 * 1024;

  /** A little more than a partial count has without its users and the name of its city. */
  private static final int BYTES = 160;

  private static final int BYTES_OF_CHAR = 3;

  private final Map<Integer, Long> ages;
  private final Map<Integer, Long> agesWithLag;
  private final BiConsumer<Integer, PartialBatch> receiver;
  private final List<List<PartialCounts>> collected = new ArrayList<>();
  private final int[] bytes;

  /**
   * No partial counts.
   *
   * @param tasks that merge
   * @param ages of the partitions in ms. A batch that others follow has those of partitions with
   *     consumer lag only: totals of a completed catch-up are emitted after the last batch
   * @param receiver takes the number of the task and a batch for it
   */
  PartialBatches(int tasks, Map<Integer, Long> ages, BiConsumer<Integer, PartialBatch> receiver) {
    this.ages = ages;
    this.agesWithLag = new HashMap<>(ages);
    agesWithLag.values().removeIf(age -> !EmitPace.isBehind(age));
    this.receiver = receiver;
    this.bytes = new int[tasks];
    for (int task = 0; task < tasks; task++) {
      collected.add(new ArrayList<>());
    }
  }

  /** Adds a count; those of a city in all windows and of all partitions go to one task. */
  void add(PartialCounts partial) {
    int task = Math.floorMod(partial.city().id().hashCode(), collected.size());
    int size = BYTES + BYTES_OF_CHAR * partial.city().fullName().length() + partial.users().bytes();
    if (bytes[task] + size > MOST_BYTES) {
      complete(task, agesWithLag);
    }
    collected.get(task).add(partial);
    bytes[task] += size;
  }

  /**
   * Hands over what is left.
   *
   * @param toAll also to tasks for which there is none: an empty batch
   */
  void complete(boolean toAll) {
    for (int task = 0; task < bytes.length; task++) {
      if (toAll || !collected.get(task).isEmpty()) {
        complete(task, ages);
      }
    }
  }

  private void complete(int task, Map<Integer, Long> told) {
    receiver.accept(task, new PartialBatch(collected.get(task), told));
    collected.get(task).clear();
    bytes[task] = 0;
  }
}
