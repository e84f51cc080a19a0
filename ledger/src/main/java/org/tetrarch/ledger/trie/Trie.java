package org.tetrarch.ledger.trie;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;

/**
 * A trie with a known root. Immutable, any thread. Tries that came from one another by editing
 * share the nodes that are the same, so keeping the last few costs little.
 */
public final class Trie {
  /** The root of a trie without entries: keccak of the empty string's RLP. */
  public static final Hash EMPTY_ROOT = Keccak.hash(new byte[] {(byte) 0x80});

  private final Hash rootHash;
  private final @Nullable Node root;
  private final TrieNodes nodes;
  private final int liveNodes;

  Trie(Hash rootHash, @Nullable Node root, TrieNodes nodes, int liveNodes) {
    this.rootHash = rootHash;
    this.root = root;
    this.nodes = nodes;
    this.liveNodes = liveNodes;
  }

  /** Opens the trie with this root; nodes are fetched when they are first needed. */
  public static Trie open(Hash rootHash, TrieNodes nodes) {
    Node root = rootHash.equals(EMPTY_ROOT) ? null : new Node.Stored(rootHash);
    return new Trie(rootHash, root, nodes, 0);
  }

  /** A trie without entries. */
  public static Trie empty() {
    return open(EMPTY_ROOT, TrieNodes.NONE);
  }

  public Hash rootHash() {
    return rootHash;
  }

  /** The value at this key, if any. Throws {@link TrieNodeException} when the store lost a node. */
  public Optional<byte[]> get(byte[] key) {
    return Optional.ofNullable(walk(key, null)).map(byte[]::clone);
  }

  /**
   * The encoded nodes from the root to this key, or to where it is seen to be absent: what {@code
   * eth_getProof} (EIP-1186) lists and {@link MerkleProof} checks. Nodes below 32 bytes are part of
   * the one above.
   */
  public List<byte[]> prove(byte[] key) {
    List<byte[]> proof = new ArrayList<>();
    walk(key, proof);
    return proof;
  }

  private byte @Nullable [] walk(byte[] key, @Nullable List<byte[]> visited) {
    byte[] path = Nibbles.of(key);
    int at = 0;
    Node node = root;
    while (node != null) {
      if (node instanceof Node.Stored stored) {
        node = NodeCodec.load(stored.hash, nodes);
      }
      if (visited != null && (visited.isEmpty() || isHashed(node))) {
        visited.add(NodeCodec.encode(node));
      }
      switch (node) {
        case Node.Leaf leaf -> {
          return leaf.endsAt(path, at) ? leaf.value : null;
        }
        case Node.Extension extension -> {
          if (Nibbles.common(extension.path, path, at) < extension.path.length) {
            return null;
          }
          at += extension.path.length;
          node = extension.child;
        }
        case Node.Branch branch -> {
          if (at == path.length) {
            return branch.value();
          }
          node = branch.child(path[at++]);
        }
        case Node.Stored stored -> throw new IllegalStateException("loaded above");
      }
    }
    return null;
  }

  private static boolean isHashed(Node node) {
    return NodeCodec.isHash(node.reference());
  }

  /** Nodes held in memory, at most: what {@link LiveNodes} bounds. */
  int liveNodes() {
    return liveNodes;
  }

  /** Starts a set of changes. This trie stays as it is. */
  public TrieEditor edit() {
    return new TrieEditor(root, nodes, liveNodes);
  }
}
