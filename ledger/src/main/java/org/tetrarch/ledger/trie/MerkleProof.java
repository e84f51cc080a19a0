package org.tetrarch.ledger.trie;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;

/** Checks what {@link Trie#prove} made, with nothing but a root that is trusted. */
public final class MerkleProof {
  /** A path of a 32-byte key has 64 nibbles, so no honest proof has more nodes. */
  public static final int MAX_NODES = 65;

  private MerkleProof() {}

  /**
   * The value at {@code key} in the trie with this root, or empty when the proof shows that there
   * is none. Throws when the nodes prove neither, or when one of them has no part in it.
   */
  public static Optional<byte[]> verify(Hash root, byte[] key, List<byte[]> proof)
      throws MalformedException {
    if (proof.size() > MAX_NODES) {
      throw new MalformedException("a Merkle proof of more than " + MAX_NODES + " nodes");
    }
    Map<Hash, byte[]> unused = new HashMap<>();
    for (byte[] node : proof) {
      if (unused.put(Keccak.hash(node), node) != null) {
        throw new MalformedException("a Merkle proof with the same node twice");
      }
    }
    try {
      Optional<byte[]> value = Trie.open(root, unused::remove).get(key);
      if (!unused.isEmpty()) {
        throw new MalformedException("a Merkle proof with nodes that are not on the path");
      }
      return value;
    } catch (TrieNodeException e) {
      throw new MalformedException("the Merkle proof is incomplete: " + e.getMessage(), e);
    }
  }
}
