package org.tetrarch.ledger.trie;

import java.util.List;
import org.tetrarch.ledger.rlp.RlpWriter;

/** A list as a trie: item i at key rlp(i), as blocks root their transactions and receipts. */
public final class OrderedTrie {
  private OrderedTrie() {}

  /** The trie of these items, in memory. */
  public static Trie of(List<byte[]> items) {
    TrieEditor editor = Trie.empty().edit();
    for (int i = 0; i < items.size(); i++) {
      editor.put(key(i), items.get(i));
    }
    return editor.commit().trie();
  }

  /** The key of the item with this index: proofs are made and checked with it. */
  public static byte[] key(int index) {
    return new RlpWriter().add(index).toBytes();
  }
}
