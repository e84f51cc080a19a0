package org.tetrarch.ledger.trie;

import java.util.Map;
import org.tetrarch.ledger.crypto.Hash;

/**
 * The outcome of a set of changes: the new trie and the nodes that the old one did not have, by
 * hash, to be stored before the new trie is relied on. The arrays are handed over and must not be
 * changed.
 */
public record TrieCommit(Trie trie, Map<Hash, byte[]> newNodes) {}
