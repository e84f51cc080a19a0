/**
 * The Merkle-Patricia trie (Yellow Paper, appendix D) that gives state, transactions and receipts
 * their roots, and proofs against them.
 *
 * <p>A {@link org.tetrarch.ledger.trie.Trie} is immutable and all its nodes are hashed; changes are
 * gathered by a {@link org.tetrarch.ledger.trie.TrieEditor}, which hashes each changed node once,
 * when it commits. Nodes that are not in memory come through the port {@link
 * org.tetrarch.ledger.trie.TrieNodes} and are checked against their hash. Depends on {@code crypto}
 * and {@code rlp}.
 */
@NullMarked
package org.tetrarch.ledger.trie;

import org.jspecify.annotations.NullMarked;
