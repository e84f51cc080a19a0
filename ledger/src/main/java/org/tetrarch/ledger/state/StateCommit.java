package org.tetrarch.ledger.state;

import java.util.Map;
import org.tetrarch.ledger.crypto.Hash;

/**
 * A new state and the trie nodes that it has beyond the old one, to be stored before it is relied
 * on. The arrays are handed over and must not be changed.
 */
public record StateCommit(WorldState state, Map<Hash, byte[]> newTrieNodes) {}
