package org.tetrarch.node.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Keeps what was used last, up to a total weight. Any thread; the lock is never held for I/O. */
final class RecentlyUsed<K, V> {
  private final long maxWeight;
  private final ToLongFunction<V> weigher;
  private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;

  RecentlyUsed(long maxWeight, ToLongFunction<V> weigher) {
    this.maxWeight = maxWeight;
    this.weigher = weigher;
  }

  synchronized @Nullable V get(K key) {
    return entries.get(key);
  }

  synchronized void put(K key, V value) {
    V before = entries.put(key, value);
    weight += weigher.applyAsLong(value) - (before == null ? 0 : weigher.applyAsLong(before));
    var oldest = entries.entrySet().iterator();
    while (weight > maxWeight && oldest.hasNext()) {
      Map.Entry<K, V> dropped = oldest.next();
      weight -= weigher.applyAsLong(dropped.getValue());
      oldest.remove();
    }
  }

  synchronized void clear() {
    entries.clear();
    weight = 0;
  }
}
