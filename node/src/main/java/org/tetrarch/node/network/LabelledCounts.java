package org.tetrarch.node.network;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts by label. Labels may depend on what a peer sends, so there is a limit to them. */
final class LabelledCounts {
  private static final int MAX_LABELS = 64;
  private static final String OTHER = "other";

  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

  /** Returns how many there are now. */
  long add(String label) {
    String known = counts.size() < MAX_LABELS || counts.containsKey(label) ? label : OTHER;
    return counts.computeIfAbsent(known, l -> new AtomicLong()).incrementAndGet();
  }

  /**
   * Whether the event that made {@code count} is worth a line in the log: the first, second, fourth
   * and so on, so that a flood of them does not become a flood of lines.
   */
  static boolean worthLogging(long count) {
    return Long.bitCount(count) == 1;
  }

  Map<String, Long> snapshot() {
    Map<String, Long> result = new TreeMap<>();
    counts.forEach((label, count) -> result.put(label, count.get()));
    return result;
  }
}
