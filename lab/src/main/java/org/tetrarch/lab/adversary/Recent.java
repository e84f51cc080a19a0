package org.tetrarch.lab.adversary;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The newest of what a misbehaviour has seen: so many, and then the oldest goes for each new. */
final class Recent<T> {
  private final int capacity;
  private final ArrayDeque<T> items = new ArrayDeque<>();

  Recent(int capacity) {
    this.capacity = capacity;
  }

  void add(T item) {
    if (items.size() == capacity) {
      items.removeFirst();
    }
    items.addLast(item);
  }

  /** From the oldest to the newest. */
  List<T> all() {
    return List.copyOf(items);
  }

  /** Some of them, perhaps one several times. */
  List<T> some(int count, RandomGenerator random) {
    List<T> from = all();
    List<T> chosen = new ArrayList<>();
    for (int i = 0; i < count && !from.isEmpty(); i++) {
      chosen.add(from.get(random.nextInt(from.size())));
    }
    return chosen;
  }
}
