package org.tetrarch.ledger.state;

import java.util.List;
import java.util.Map;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.trie.Trie;
import org.tetrarch.ledger.trie.TrieCommit;
import org.tetrarch.ledger.trie.TrieEditor;
import org.tetrarch.ledger.trie.TrieNodeException;
import org.tetrarch.ledger.trie.TrieNodes;

/**
 * All accounts after some block. Immutable, any thread. States of successive blocks share what did
 * not change; keeping the newest in memory is what makes the next block fast.
 */
public final class WorldState implements AccountView {
  private final Trie accounts;

  private WorldState(Trie accounts) {
    this.accounts = accounts;
  }

  /** The state with this root, read through {@code nodes} as needed: any height that is stored. */
  public static WorldState open(Hash root, TrieNodes nodes) {
    return new WorldState(Trie.open(root, nodes));
  }

  /** The state before genesis, over a store that will receive the nodes of commits. */
  public static WorldState empty(TrieNodes nodes) {
    return open(Trie.EMPTY_ROOT, nodes);
  }

  public Hash root() {
    return accounts.rootHash();
  }

  /** Throws {@link TrieNodeException} when the store lost a part of this state. */
  @Override
  public Account account(Address address) {
    return accounts.get(address.hashed().toBytes()).map(WorldState::stored).orElse(Account.EMPTY);
  }

  private static Account stored(byte[] encoded) {
    try {
      return Account.decode(encoded);
    } catch (MalformedException e) {
      throw new IllegalStateException("the state holds no account here: " + e.getMessage(), e);
    }
  }

  /** The account and the nodes that prove it, or its absence, against {@link #root()}. */
  public AccountProof prove(Address address) {
    List<byte[]> nodes = accounts.prove(address.hashed().toBytes());
    return new AccountProof(address, account(address), nodes);
  }

  /** This state with accounts set: the only place where accounts are hashed. */
  public StateCommit with(Map<Address, Account> changes) {
    TrieEditor editor = accounts.edit();
    changes.forEach(
        (address, account) -> {
          byte[] key = address.hashed().toBytes();
          if (account.isEmpty()) {
            editor.remove(key);
          } else {
            editor.put(key, account.encoded());
          }
        });
    TrieCommit commit = editor.commit();
    return new StateCommit(new WorldState(commit.trie()), commit.newNodes());
  }
}
