package org.tetrarch.node.wire;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.transaction.InvalidTransactionException;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.TransactionDecoder;

/**
 * Transactions whose signature was checked lately, by hash. Recovering the sender is the dearest
 * step of a transfer (about 60 µs), and each transaction comes here several times: by RPC or
 * gossip, in a batch, perhaps from the log. Shared by all who decode; any thread.
 */
public final class TransactionCache {
  /** Enough for several full batches in flight and the pool behind them. */
  public static final int DEFAULT_CAPACITY = 1 << 16;

  private final long chainId;
  private final boolean unprotectedAllowed;
  private final RecentCache<Hash, SignedTransaction> known;

  /**
   * @param unprotectedAllowed whether the chain's rules admit legacy transactions without EIP-155
   */
  public TransactionCache(long chainId, boolean unprotectedAllowed, int capacity) {
    this.chainId = chainId;
    this.unprotectedAllowed = unprotectedAllowed;
    this.known = new RecentCache<>(capacity);
  }

  /** The transaction of this hash if it was seen lately. */
  public @Nullable SignedTransaction get(Hash hash) {
    return known.get(hash);
  }

  /** Takes note of a transaction for this chain whose signature is valid. */
  public void add(SignedTransaction verified) {
    known.put(verified.hash(), verified);
  }

  /**
   * Decodes a transaction as blocks hold it. What comes back is for this chain and signed by
   * somebody; fees, nonce and funds are not looked at.
   */
  SignedTransaction decode(RlpItem item) throws MalformedException {
    SignedTransaction decoded;
    try {
      decoded = TransactionDecoder.decodeUnverified(item);
    } catch (InvalidTransactionException e) {
      throw new MalformedException("transaction: " + e.getMessage(), e);
    }
    SignedTransaction seen = known.get(decoded.hash());
    if (seen != null) {
      return seen;
    }
    requireThisChain(decoded.chainId());
    if (!decoded.hasValidSignature()) {
      throw new MalformedException("transaction signed by no key");
    }
    add(decoded);
    return decoded;
  }

  private void requireThisChain(OptionalLong id) throws MalformedException {
    if (id.isPresent() ? id.getAsLong() != chainId : !unprotectedAllowed) {
      throw new MalformedException("transaction for another chain, or for any");
    }
  }
}
