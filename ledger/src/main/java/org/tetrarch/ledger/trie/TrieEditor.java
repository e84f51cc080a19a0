package org.tetrarch.ledger.trie;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;

/**
 * Gathers changes to a trie and hashes every changed node once, at the end. For one thread; of no
 * use after {@link #commit()}.
 */
public final class TrieEditor {
  private final TrieNodes nodes;
  private final int liveNodesBefore;
  private @Nullable Node root;
  private boolean committed;

  TrieEditor(@Nullable Node root, TrieNodes nodes, int liveNodes) {
    this.root = root;
    this.nodes = nodes;
    this.liveNodesBefore = liveNodes;
  }

  /**
   * Sets the value at a key; an empty value removes it, as an absent one and an empty one are the
   * same.
   */
  public TrieEditor put(byte[] key, byte[] value) {
    requireOpen();
    byte[] path = Nibbles.of(key);
    root = value.length == 0 ? remove(root, path, 0) : put(root, path, 0, value.clone());
    return this;
  }

  public TrieEditor remove(byte[] key) {
    requireOpen();
    root = remove(root, Nibbles.of(key), 0);
    return this;
  }

  /** Hashes what has changed. */
  public TrieCommit commit() {
    requireOpen();
    committed = true;
    Node top = root;
    if (top == null) {
      return new TrieCommit(Trie.open(Trie.EMPTY_ROOT, nodes), Map.of());
    }
    Map<Hash, byte[]> newNodes = new LinkedHashMap<>();
    boolean changed = top.isDirty();
    commit(top, newNodes);
    Hash rootHash = rootHash(top, changed, newNodes);
    LiveNodes live = LiveNodes.bound(top, liveNodesBefore + newNodes.size());
    Trie trie = new Trie(rootHash, live.root(), nodes, live.count());
    return new TrieCommit(trie, Collections.unmodifiableMap(newNodes));
  }

  /** The root is known by its hash even when it is small enough to stand in a parent. */
  private static Hash rootHash(Node top, boolean changed, Map<Hash, byte[]> newNodes) {
    byte[] reference = top.reference();
    if (NodeCodec.isHash(reference)) {
      return Hash.of(reference, 1);
    }
    Hash hash = Keccak.hash(reference);
    if (changed) {
      newNodes.put(hash, reference);
    }
    return hash;
  }

  private static void commit(Node node, Map<Hash, byte[]> newNodes) {
    if (!node.isDirty()) {
      return;
    }
    switch (node) {
      case Node.Extension extension -> commit(extension.child, newNodes);
      case Node.Branch branch -> {
        for (int nibble = 0; nibble < Node.Branch.WIDTH; nibble++) {
          Node child = branch.child(nibble);
          if (child != null) {
            commit(child, newNodes);
          }
        }
      }
      case Node.Leaf leaf -> {}
      case Node.Stored stored -> {}
    }
    byte[] encoded = NodeCodec.encode(node);
    if (encoded.length < NodeCodec.HASHED_FROM) {
      node.commit(encoded);
      return;
    }
    Hash hash = Keccak.hash(encoded);
    newNodes.put(hash, encoded);
    node.commit(NodeCodec.referenceTo(hash));
  }

  private Node put(@Nullable Node node, byte[] path, int at, byte[] value) {
    return switch (node) {
      case null -> leaf(Nibbles.from(path, at), value);
      case Node.Leaf leaf -> putAtLeaf(leaf, path, at, value);
      case Node.Extension extension -> putAtExtension(extension, path, at, value);
      case Node.Branch branch -> putAtBranch(branch, path, at, value);
      case Node.Stored stored -> putIntoStored(stored, path, at, value);
    };
  }

  private Node putIntoStored(Node.Stored stored, byte[] path, int at, byte[] value) {
    Node loaded = NodeCodec.load(stored.hash, nodes);
    Node changed = put(loaded, path, at, value);
    return changed == loaded ? stored : changed;
  }

  private static Node putAtLeaf(Node.Leaf leaf, byte[] path, int at, byte[] value) {
    if (leaf.endsAt(path, at)) {
      return Arrays.equals(leaf.value, value) ? leaf : leaf(leaf.path, value);
    }
    int common = Nibbles.common(leaf.path, path, at);
    Node.Branch fork = Node.Branch.empty();
    hang(fork, Nibbles.from(leaf.path, common), leaf.value);
    hang(fork, Nibbles.from(path, at + common), value);
    return below(Arrays.copyOf(leaf.path, common), fork);
  }

  private Node putAtExtension(Node.Extension extension, byte[] path, int at, byte[] value) {
    int common = Nibbles.common(extension.path, path, at);
    if (common == extension.path.length) {
      Node child = put(extension.child, path, at + common, value);
      return child == extension.child ? extension : below(extension.path, child);
    }
    Node.Branch fork = Node.Branch.empty();
    byte[] rest = Nibbles.from(extension.path, common + 1);
    fork.setChild(extension.path[common], below(rest, extension.child));
    hang(fork, Nibbles.from(path, at + common), value);
    return below(Arrays.copyOf(extension.path, common), fork);
  }

  private Node putAtBranch(Node.Branch branch, byte[] path, int at, byte[] value) {
    if (at == path.length) {
      if (Arrays.equals(branch.value(), value)) {
        return branch;
      }
      Node.Branch owned = branch.owned();
      owned.setValue(value);
      return owned;
    }
    Node before = branch.child(path[at]);
    Node child = put(before, path, at + 1, value);
    return child == before ? branch : withChild(branch, path[at], child);
  }

  /** Puts a value into a fresh fork, at the end of a path that begins there. */
  private static void hang(Node.Branch fork, byte[] path, byte[] value) {
    if (path.length == 0) {
      fork.setValue(value);
    } else {
      fork.setChild(path[0], leaf(Nibbles.from(path, 1), value));
    }
  }

  private @Nullable Node remove(@Nullable Node node, byte[] path, int at) {
    return switch (node) {
      case null -> null;
      case Node.Leaf leaf -> leaf.endsAt(path, at) ? null : leaf;
      case Node.Extension extension -> removeBelow(extension, path, at);
      case Node.Branch branch -> removeAtBranch(branch, path, at);
      case Node.Stored stored -> removeFromStored(stored, path, at);
    };
  }

  private @Nullable Node removeFromStored(Node.Stored stored, byte[] path, int at) {
    Node loaded = NodeCodec.load(stored.hash, nodes);
    Node left = remove(loaded, path, at);
    return left == loaded ? stored : left;
  }

  private Node removeBelow(Node.Extension extension, byte[] path, int at) {
    int common = Nibbles.common(extension.path, path, at);
    if (common < extension.path.length) {
      return extension;
    }
    Node child = remove(extension.child, path, at + common);
    if (child == extension.child) {
      return extension;
    }
    // A branch has two entries or more, so that something is left when one is removed.
    return prepend(extension.path, Optional.ofNullable(child).orElseThrow());
  }

  private Node removeAtBranch(Node.Branch branch, byte[] path, int at) {
    if (at == path.length) {
      if (branch.value() == null) {
        return branch;
      }
      Node.Branch owned = branch.owned();
      owned.setValue(null);
      return collapsed(owned);
    }
    Node before = branch.child(path[at]);
    Node child = remove(before, path, at + 1);
    return child == before ? branch : collapsed(withChild(branch, path[at], child));
  }

  private static Node.Branch withChild(Node.Branch branch, int nibble, @Nullable Node child) {
    Node.Branch owned = branch.owned();
    owned.setChild(nibble, child);
    return owned;
  }

  /**
   * A branch with one entry left is no branch: the one form of a set of entries is the shortest.
   */
  private Node collapsed(Node.Branch branch) {
    int only = -1;
    int entries = 0;
    for (int nibble = 0; nibble < Node.Branch.WIDTH; nibble++) {
      if (branch.child(nibble) != null) {
        only = nibble;
        entries++;
      }
    }
    byte[] value = branch.value();
    if (entries == 0 && value != null) {
      return leaf(new byte[0], value);
    }
    Node child = entries == 1 && value == null ? branch.child(only) : null;
    return child == null ? branch : prepend(new byte[] {(byte) only}, child);
  }

  private Node prepend(byte[] path, Node node) {
    return switch (node) {
      case Node.Leaf leaf -> leaf(Nibbles.join(path, leaf.path), leaf.value);
      case Node.Extension extension -> below(Nibbles.join(path, extension.path), extension.child);
      case Node.Branch branch -> below(path, branch);
      case Node.Stored stored -> prepend(path, NodeCodec.load(stored.hash, nodes));
    };
  }

  private static Node below(byte[] path, Node child) {
    return path.length == 0 ? child : new Node.Extension(path, child, null);
  }

  private static Node leaf(byte[] path, byte[] value) {
    return new Node.Leaf(path, value, null);
  }

  private void requireOpen() {
    if (committed) {
      throw new IllegalStateException("these changes are committed");
    }
  }
}
