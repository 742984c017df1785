package io.evilnet.ingest.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The last few things of a kind; the oldest makes room for the newest. */
final class Recent<T> {

  private final int capacity;
  private final List<T> items;
  private int next;

  Recent(int capacity) {
    this.capacity = capacity;
    this.items = new ArrayList<>(capacity);
  }

  void add(T item) {
    if (items.size() < capacity) {
      items.add(item);
    } else {
      items.set(next, item);
      next = (next + 1) % capacity;
    }
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** Any of them; there must be one. */
  T any(SplittableRandom random) {
    return items.get(random.nextInt(items.size()));
  }
}
