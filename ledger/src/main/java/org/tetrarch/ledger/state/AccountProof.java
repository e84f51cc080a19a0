package org.tetrarch.ledger.state;

import java.util.List;
import java.util.Optional;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.trie.MerkleProof;

/**
 * That an address has this account in a state (EIP-1186's {@code accountProof}); the account is
 * empty when the proof is one of absence.
 */
public record AccountProof(Address address, Account account, List<byte[]> nodes) {
  public AccountProof {
    nodes = nodes.stream().map(byte[]::clone).toList();
  }

  /** Copies of the encoded trie nodes, from the root down. */
  @Override
  public List<byte[]> nodes() {
    return nodes.stream().map(byte[]::clone).toList();
  }

  /** Throws, saying what is wrong, unless this holds in the state with this root. */
  public void verify(Hash stateRoot) throws MalformedException {
    Optional<byte[]> value = MerkleProof.verify(stateRoot, address.hashed().toBytes(), nodes);
    Account proven = value.isPresent() ? Account.decode(value.get()) : Account.EMPTY;
    if (!proven.equals(account)) {
      throw new MalformedException("the proof is for another nonce or balance of " + address);
    }
  }
}
