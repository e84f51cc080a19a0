package org.tetrarch.ledger.state;

import java.util.List;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;
import org.tetrarch.ledger.trie.Trie;

/**
 * What the chain knows of an address: how many transactions it has sent, and what it owns.
 *
 * @param nonce number of transactions sent, the nonce of the next one
 */
public record Account(long nonce, Wei balance) {
  /** What every address has that was never used. */
  public static final Account EMPTY = new Account(0, Wei.ZERO);

  /** Every account's storage root: there is no storage. */
  public static final Hash STORAGE_ROOT = Trie.EMPTY_ROOT;

  /** Every account's code hash: keccak of no code. */
  public static final Hash CODE_HASH = Keccak.hash();

  public Account {
    if (nonce < 0) {
      throw new IllegalArgumentException("nonce below zero");
    }
  }

  /** Empty accounts are not in the trie (EIP-161). */
  public boolean isEmpty() {
    return nonce == 0 && balance.isZero();
  }

  /** Throws {@link ArithmeticException} when the balance would not fit 256 bits. */
  Account credited(Wei amount) {
    return new Account(nonce, balance.plus(amount));
  }

  /** Throws {@link ArithmeticException} when the account does not own so much. */
  Account debited(Wei amount) {
    return new Account(nonce, balance.minus(amount));
  }

  Account withNonce(long next) {
    return new Account(next, balance);
  }

  /** rlp([nonce, balance, storage root, code hash]), as in Ethereum. */
  public byte[] encoded() {
    return new RlpWriter()
        .beginList()
        .add(nonce)
        .add(balance)
        .add(STORAGE_ROOT)
        .add(CODE_HASH)
        .endList()
        .toBytes();
  }

  public static Account decode(byte[] encoded) throws MalformedException {
    List<RlpItem> fields = Rlp.decode(encoded).list(4);
    if (!fields.get(2).asHash().equals(STORAGE_ROOT) || !fields.get(3).asHash().equals(CODE_HASH)) {
      throw new RlpException("an account with storage or code, which this chain does not have");
    }
    return new Account(fields.get(0).asLong(), fields.get(1).asWei());
  }
}
