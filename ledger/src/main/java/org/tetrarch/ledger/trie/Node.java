package org.tetrarch.ledger.trie;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Hash;

/**
 * A node in memory. While an editor works on it, it is dirty: it has no reference yet and belongs
 * to that editor alone. A commit gives it one, and from then on it never changes and may be shared.
 */
abstract sealed class Node {
  private byte @Nullable [] reference;

  private Node(byte @Nullable [] reference) {
    this.reference = reference;
  }

  boolean isDirty() {
    return reference == null;
  }

  /**
   * What a parent holds for this node: its hash as an RLP string, or the node itself when small.
   */
  byte[] reference() {
    byte[] known = reference;
    if (known == null) {
      throw new IllegalStateException("the node is not committed");
    }
    return known;
  }

  void commit(byte[] reference) {
    this.reference = reference;
  }

  /** The end of a path, with its value. */
  static final class Leaf extends Node {
    final byte[] path;
    final byte[] value;

    Leaf(byte[] path, byte[] value, byte @Nullable [] reference) {
      super(reference);
      this.path = path;
      this.value = value;
    }

    /** Whether the rest of {@code key} from {@code at} on is this leaf's path. */
    boolean endsAt(byte[] key, int at) {
      return Arrays.equals(path, 0, path.length, key, at, key.length);
    }
  }

  /** A stretch of path that everything below has in common; the child is a branch. */
  static final class Extension extends Node {
    final byte[] path;
    final Node child;

    Extension(byte[] path, Node child, byte @Nullable [] reference) {
      super(reference);
      this.path = path;
      this.child = child;
    }
  }

  /** A fork: a child for each next nibble, and the value of the path that ends here. */
  static final class Branch extends Node {
    static final int WIDTH = 16;

    private final @Nullable Node[] children;
    private byte @Nullable [] value;

    Branch(@Nullable Node[] children, byte @Nullable [] value, byte @Nullable [] reference) {
      super(reference);
      this.children = children;
      this.value = value;
    }

    static Branch empty() {
      return new Branch(new @Nullable Node[WIDTH], null, null);
    }

    @Nullable Node child(int nibble) {
      return children[nibble];
    }

    byte @Nullable [] value() {
      return value;
    }

    /** This branch when it is dirty, or else a dirty copy: an editor changes only what it owns. */
    Branch owned() {
      return isDirty() ? this : new Branch(children.clone(), value, null);
    }

    void setChild(int nibble, @Nullable Node child) {
      requireDirty();
      children[nibble] = child;
    }

    void setValue(byte @Nullable [] value) {
      requireDirty();
      this.value = value;
    }

    private void requireDirty() {
      if (!isDirty()) {
        throw new IllegalStateException("a committed node does not change");
      }
    }
  }

  /** A node that is not in memory. */
  static final class Stored extends Node {
    final Hash hash;

    Stored(Hash hash) {
      super(NodeCodec.referenceTo(hash));
      this.hash = hash;
    }
  }
}
