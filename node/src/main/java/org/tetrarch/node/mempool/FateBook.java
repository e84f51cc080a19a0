package org.tetrarch.node.mempool;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Hash;

/**
 * What became of the transactions that wait no more, the newest ones. Guarded by the mempool's
 * lock.
 */
final class FateBook {
  private final int capacity;
  private final LinkedHashMap<Hash, Fate> fates = new LinkedHashMap<>();

  FateBook(int capacity) {
    this.capacity = capacity;
  }

  void put(Hash hash, Fate fate) {
    fates.remove(hash);
    fates.put(hash, fate);
    if (fates.size() > capacity) {
      Map.Entry<Hash, Fate> oldest = fates.entrySet().iterator().next();
      fates.remove(oldest.getKey());
    }
  }

  /** A refusal says less than what was known before, such as that the transaction was included. */
  void putIfAbsent(Hash hash, Fate fate) {
    if (!fates.containsKey(hash)) {
      put(hash, fate);
    }
  }

  @Nullable Fate get(Hash hash) {
    return fates.get(hash);
  }

  void forget(Hash hash) {
    fates.remove(hash);
  }
}
