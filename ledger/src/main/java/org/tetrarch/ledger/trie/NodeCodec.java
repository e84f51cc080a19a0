package org.tetrarch.ledger.trie;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpBytes;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpList;
import org.tetrarch.ledger.rlp.RlpWriter;

/** Nodes as bytes (Yellow Paper, appendix D). */
final class NodeCodec {
  /**
   * An encoding shorter than this stands in the parent itself; a longer one is stored by its hash.
   */
  static final int HASHED_FROM = Hash.SIZE;

  private static final byte[] EMPTY = {};
  private static final byte HASH_PREFIX = (byte) (0x80 + Hash.SIZE);

  /** A branch whose sixteen children are hashes. */
  private static final int SIZE_OF_BRANCH = 3 + Node.Branch.WIDTH * (1 + Hash.SIZE) + 1;

  private NodeCodec() {}

  static byte[] referenceTo(Hash hash) {
    byte[] reference = new byte[1 + Hash.SIZE];
    reference[0] = HASH_PREFIX;
    hash.copyTo(reference, 1);
    return reference;
  }

  /** Whether a reference is a hash rather than a small node. */
  static boolean isHash(byte[] reference) {
    return reference[0] == HASH_PREFIX;
  }

  /** A committed, hashed node without its content. */
  static Node.Stored stored(Node node) {
    return new Node.Stored(Hash.of(node.reference(), 1));
  }

  /** Encodes a node whose children are committed. */
  static byte[] encode(Node node) {
    return switch (node) {
      case Node.Leaf leaf ->
          new RlpWriter(leaf.path.length / 2 + leaf.value.length + 8)
              .beginList()
              .add(Nibbles.hexPrefix(leaf.path, true))
              .add(leaf.value)
              .endList()
              .toBytes();
      case Node.Extension extension ->
          new RlpWriter()
              .beginList()
              .add(Nibbles.hexPrefix(extension.path, false))
              .addEncoded(extension.child.reference())
              .endList()
              .toBytes();
      case Node.Branch branch -> encodeBranch(branch);
      case Node.Stored stored ->
          throw new IllegalStateException("node " + stored.hash + " is not in memory");
    };
  }

  private static byte[] encodeBranch(Node.Branch branch) {
    RlpWriter writer = new RlpWriter(SIZE_OF_BRANCH).beginList();
    for (int nibble = 0; nibble < Node.Branch.WIDTH; nibble++) {
      Node child = branch.child(nibble);
      if (child == null) {
        writer.add(EMPTY);
      } else {
        writer.addEncoded(child.reference());
      }
    }
    byte[] value = branch.value();
    return writer.add(value == null ? EMPTY : value).endList().toBytes();
  }

  /** Fetches a node and checks it against its hash: disks and peers are not taken at their word. */
  static Node load(Hash hash, TrieNodes nodes) {
    byte[] encoded = nodes.get(hash);
    if (encoded == null) {
      throw new TrieNodeException(hash, "is missing");
    }
    if (!Keccak.hash(encoded).equals(hash)) {
      throw new TrieNodeException(hash, "does not have the content that its hash says");
    }
    try {
      return decode(Rlp.decode(encoded), referenceTo(hash));
    } catch (RlpException e) {
      throw new TrieNodeException(hash, "is no trie node: " + e.getMessage());
    }
  }

  private static Node decode(RlpItem item, byte[] reference) throws RlpException {
    List<RlpItem> fields = item.asList();
    if (fields.size() == Node.Branch.WIDTH + 1) {
      return decodeBranch(fields, reference);
    }
    if (fields.size() != 2) {
      throw new RlpException("a list of " + fields.size() + " items");
    }
    byte[] prefix = fields.get(0).asBytes();
    byte[] path = Nibbles.path(prefix);
    if (Nibbles.isLeaf(prefix)) {
      return new Node.Leaf(path, fields.get(1).asBytes(), reference);
    }
    Node child = decodeChild(fields.get(1));
    if (child == null) {
      throw new RlpException("an extension without a child");
    }
    return new Node.Extension(path, child, reference);
  }

  private static Node decodeBranch(List<RlpItem> fields, byte[] reference) throws RlpException {
    @Nullable Node[] children = new @Nullable Node[Node.Branch.WIDTH];
    for (int nibble = 0; nibble < Node.Branch.WIDTH; nibble++) {
      children[nibble] = decodeChild(fields.get(nibble));
    }
    byte[] value = fields.get(Node.Branch.WIDTH).asBytes();
    return new Node.Branch(children, value.length == 0 ? null : value, reference);
  }

  private static @Nullable Node decodeChild(RlpItem item) throws RlpException {
    return switch (item) {
      case RlpBytes bytes -> bytes.isEmpty() ? null : new Node.Stored(bytes.asHash());
      case RlpList list -> decode(list, list.encoded());
    };
  }
}
