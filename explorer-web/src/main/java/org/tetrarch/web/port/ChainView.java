package org.tetrarch.web.port;

import java.util.Optional;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.proof.HeaderProof;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountProof;

/**
 * The chain as this node has executed it, genesis included. Nothing that is not executed is ever
 * seen here, and what was seen once is seen again.
 */
public interface ChainView {

  /**
   * The newest executed block and how much of the chain is certified, consistent with each other.
   */
  ChainHead head();

  /** The block at a height; empty above the head and for negative heights. */
  Optional<StoredBlock> block(long height);

  /** The header alone; worth overriding where it costs less than the whole block. */
  default Optional<BlockHeader> header(long height) {
    return block(height).map(stored -> stored.block().header());
  }

  /** The block of a hash. */
  Optional<StoredBlock> block(Hash hash);

  /** An executed transaction with its receipt and its place in the chain. */
  Optional<LocatedTransaction> transaction(Hash hash);

  /**
   * An account as of the end of a block. An address that was never used has nonce 0 and balance 0;
   * empty means that this node does not have the state of that height.
   */
  Optional<Account> account(Address address, long height);

  /** The same account with the Merkle path that proves it in the state of that height. */
  Optional<AccountProof> accountProof(Address address, long height);

  /** The quorum's signatures on the block of a height; genesis has none and needs none. */
  Optional<Certificate> certificate(long height);

  /**
   * The certificate that makes a block final: its own, or that of the lowest block above it that
   * has one. Empty above the certified height, and for genesis, which needs none.
   */
  default Optional<Certificate> finality(long height) {
    long last = Math.min(head().certifiedHeight(), height + HeaderProof.MAX_DESCENDANTS);
    for (long at = height; at > 0 && at <= last; at++) {
      Optional<Certificate> certificate = certificate(at);
      if (certificate.isPresent()) {
        return certificate;
      }
    }
    return Optional.empty();
  }

  /**
   * Executed transactions that an address sent or received, newest first.
   *
   * @param before answer only with what lies before this place, or from the head when empty
   * @param limit between 1 and {@link HistoryPage#MAX_LIMIT}
   */
  HistoryPage history(Address address, Optional<HistoryCursor> before, int limit);

  /** Coins in all and coins burnt up to the head; empty if this node does not keep count. */
  Optional<Supply> supply();
}
