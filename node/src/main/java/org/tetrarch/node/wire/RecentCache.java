package org.tetrarch.node.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers at least the latest {@code capacity / 2} entries and at most about {@code capacity}.
 *
 * <p>Two generations instead of an exact order of use: reading takes no lock, and forgetting is one
 * assignment. Any thread.
 */
final class RecentCache<K, V> {
  private final int generationSize;
  private volatile Map<K, V> young = new ConcurrentHashMap<>();
  private volatile Map<K, V> old = Map.of();

  RecentCache(int capacity) {
    if (capacity < 2) {
      throw new IllegalArgumentException("a cache of " + capacity);
    }
    generationSize = capacity / 2;
  }

  @Nullable V get(K key) {
    V value = young.get(key);
    if (value != null) {
      return value;
    }
    value = old.get(key);
    if (value != null) {
      put(key, value);
    }
    return value;
  }

  void put(K key, V value) {
    if (young.size() >= generationSize) {
      turn();
    }
    young.put(key, value);
  }

  int size() {
    return young.size() + old.size();
  }

  private synchronized void turn() {
    if (young.size() >= generationSize) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
  }
}
