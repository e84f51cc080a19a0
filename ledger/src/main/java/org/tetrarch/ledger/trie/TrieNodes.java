package org.tetrarch.ledger.trie;

import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Hash;

/**
 * Where a trie finds the nodes that it does not hold in memory. Asked by any thread that reads the
 * trie; the array that it returns is not changed by either side.
 */
@FunctionalInterface
public interface TrieNodes {
  /** For tries that live in memory alone. */
  TrieNodes NONE = hash -> null;

  /** The encoding of the node with this hash, or null when there is none. */
  byte @Nullable [] get(Hash hash);
}
