package io.evilnet.chaos;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which of the accepted posts have to show in a total, by where they are in {@code tweets}: what
 * had been accepted at a look is known by it to the post, whatever the clocks said.
 */
final class CountableOffsets {

  private final Map<Integer, BitSet> offsets = new HashMap<>();

  void add(int partition, long offset) {
    offsets.computeIfAbsent(partition, none -> new BitSet()).set(Math.toIntExact(offset));
  }

  /** How many there are before the ends of partitions. */
  long before(Map<Integer, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(
            end ->
                offsets
                    .getOrDefault(end.getKey(), new BitSet())
                    .get(0, Math.toIntExact(end.getValue()))
                    .cardinality())
        .sum();
  }
}
