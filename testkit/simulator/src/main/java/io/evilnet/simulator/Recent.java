package io.evilnet.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Ring buffer of the most recent items. */
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

  /** Returns a random item; it must not be empty. */
  T any(SplittableRandom random) {
    return items.get(random.nextInt(items.size()));
  }
}
