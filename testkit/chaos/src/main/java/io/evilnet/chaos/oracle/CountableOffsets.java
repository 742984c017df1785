package io.evilnet.chaos.oracle;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Offsets in {@code tweets} of the posts that must appear in a total: the number accepted at a
 * sample is exact, independent of clocks.
 */
public final class CountableOffsets {

  private final Map<Integer, BitSet> offsets = new HashMap<>();

  public void add(int partition, long offset) {
    offsets.computeIfAbsent(partition, none -> new BitSet()).set(Math.toIntExact(offset));
  }

  /** Returns the number of posts before the end offsets. */
  public long before(Map<Integer, Long> ends) {
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
