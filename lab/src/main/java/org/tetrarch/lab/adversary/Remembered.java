package org.tetrarch.lab.adversary;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a misbehaviour remembers: so many entries, and then the oldest goes for each new one. */
final class Remembered<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;

  private final int capacity;

  Remembered(int capacity) {
    this.capacity = capacity;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > capacity;
  }
}
