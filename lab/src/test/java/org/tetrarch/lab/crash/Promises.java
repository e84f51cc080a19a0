package org.tetrarch.lab.crash;

import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What clients were told is final: in which block each transfer is, and which block that is. */
final class Promises {
  /** A final block as a client was told of it. */
  record Block(String hash, Set<String> transfers) {}

  private final Map<Long, Block> blocks = new TreeMap<>();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();
  private long count;

  /** Whether a client knows already which block is final at a height. */
  synchronized boolean knows(long height) {
    return blocks.containsKey(height);
  }

  /** A node says that this block is final; everybody must have been told the same. */
  synchronized void block(int node, long height, String hash) {
    Block known = blocks.putIfAbsent(height, new Block(hash, new HashSet<>()));
    if (known != null && !known.hash().equals(hash)) {
      broken.add("%d says that %s is final at %d, not %s".formatted(node, hash, height, known));
    }
  }

  /** A node says that a transfer is final in a block that is known. */
  synchronized void transfer(long height, String transfer) {
    Block block = blocks.get(height);
    if (block == null) {
      throw new IllegalStateException("nobody was told of a block at " + height);
    }
    if (block.transfers().add(transfer)) {
      count++;
    }
  }

  /** How many transfers were said to be final. */
  synchronized long count() {
    return count;
  }

  synchronized Map<Long, Block> blocks() {
    return new TreeMap<>(blocks);
  }

  /** Contradictions between what clients were told. */
  Queue<String> broken() {
    return broken;
  }
}
