package org.tetrarch.ledger.trie;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Hash;

/** A node store in memory that counts how often it is asked. */
public final class MemoryNodes implements TrieNodes {
  private final Map<Hash, byte[]> nodes = new HashMap<>();
  private int reads;

  public void store(Map<Hash, byte[]> newNodes) {
    nodes.putAll(newNodes);
  }

  public void lose(Hash hash) {
    nodes.remove(hash);
  }

  public void corrupt(Hash hash) {
    nodes.computeIfPresent(
        hash,
        (key, bytes) -> {
          byte[] changed = bytes.clone();
          changed[changed.length - 1] ^= 1;
          return changed;
        });
  }

  public int reads() {
    return reads;
  }

  public int size() {
    return nodes.size();
  }

  @Override
  public byte @Nullable [] get(Hash hash) {
    reads++;
    return nodes.get(hash);
  }
}
