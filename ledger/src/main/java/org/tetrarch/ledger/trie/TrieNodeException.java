package org.tetrarch.ledger.trie;

import org.tetrarch.ledger.crypto.Hash;

/**
 * A node that a root promises is missing or is not what its hash says: the store lost or changed
 * data. Unchecked, because no reader can go on without it.
 */
public final class TrieNodeException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  TrieNodeException(Hash hash, String problem) {
    super("trie node " + hash + " " + problem);
  }
}
