package org.tetrarch.ledger.trie;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the part of a trie that is in memory bounded. Nodes once used stay, which makes blocks
 * fast; when they become too many, all but the top levels are let go and fetched again as needed.
 */
record LiveNodes(Node root, int count) {
  /** About 30 MB. */
  static final int MAX = 1 << 17;

  /** Levels that always stay: at most 16^3 nodes, on the way of every key. */
  private static final int LEVELS_KEPT = 3;

  /**
   * {@code estimate} counts nodes that were replaced since; it is made exact before anything is let
   * go.
   */
  static LiveNodes bound(Node root, int estimate) {
    if (estimate <= MAX) {
      return new LiveNodes(root, estimate);
    }
    int exact = count(root);
    if (exact <= MAX / 2) {
      return new LiveNodes(root, exact);
    }
    Node trimmed = trim(root, LEVELS_KEPT);
    return new LiveNodes(trimmed, count(trimmed));
  }

  private static int count(@Nullable Node node) {
    return switch (node) {
      case null -> 0;
      case Node.Leaf leaf -> 1;
      case Node.Stored stored -> 0;
      case Node.Extension extension -> 1 + count(extension.child);
      case Node.Branch branch -> {
        int sum = 1;
        for (int nibble = 0; nibble < Node.Branch.WIDTH; nibble++) {
          sum += count(branch.child(nibble));
        }
        yield sum;
      }
    };
  }

  private static Node trim(Node node, int levels) {
    if (levels == 0 && NodeCodec.isHash(node.reference())) {
      return NodeCodec.stored(node);
    }
    int below = Math.max(0, levels - 1);
    return switch (node) {
      case Node.Leaf leaf -> leaf;
      case Node.Stored stored -> stored;
      case Node.Extension extension ->
          new Node.Extension(extension.path, trim(extension.child, below), extension.reference());
      case Node.Branch branch -> {
        @Nullable Node[] children = new @Nullable Node[Node.Branch.WIDTH];
        for (int nibble = 0; nibble < Node.Branch.WIDTH; nibble++) {
          Node child = branch.child(nibble);
          children[nibble] = child == null ? null : trim(child, below);
        }
        yield new Node.Branch(children, branch.value(), branch.reference());
      }
    };
  }
}
