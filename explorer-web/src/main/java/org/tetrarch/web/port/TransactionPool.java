package org.tetrarch.web.port;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.SignedTransaction;

/** Transactions on their way into a block. */
public interface TransactionPool {

  /**
   * Checks a transaction against the head and the pool, keeps it and gossips it. Returns without
   * waiting for consensus. The stateless rules were checked when it was decoded.
   */
  Submission submit(SignedTransaction transaction);

  /** What became of a transaction that this node was given in this run. */
  TransactionStatus status(Hash hash);

  /** A transaction that is in the pool now. */
  Optional<SignedTransaction> find(Hash hash);

  /** The next nonce of an account, counting what waits here in an unbroken row. */
  long pendingNonce(Address address);

  /** How many transactions wait. */
  PoolCounts counts();

  /** The waiting transactions, executable ones first, at most {@code limit} in all. */
  PoolContent content(int limit);

  /** What waits, the oldest first, at most {@code limit} of them. */
  List<Pending> pending(int limit);

  /**
   * A transaction that waits.
   *
   * @param sinceMillis Unix time at which this node first saw it
   * @param batch the height that it is proposed for, if it is
   * @param executable whether it could go into the next block; else it waits for a lower nonce
   */
  record Pending(
      SignedTransaction transaction, long sinceMillis, OptionalLong batch, boolean executable) {}

  /** The answer to {@link #submit}. */
  sealed interface Submission {

    /** New, and kept. */
    record Accepted() implements Submission {}

    /** Waiting here already, or executed. */
    record AlreadyKnown() implements Submission {}

    /**
     * Not kept.
     *
     * @param reason in geth's wording where geth has one, such as {@code nonce too low}: clients
     *     match on it. May go on after a colon, as geth's does
     */
    record Rejected(String reason) implements Submission {}
  }

  /**
   * @param executable could go into the next block
   * @param queued wait for a lower nonce of their sender
   */
  record PoolCounts(int executable, int queued) {}

  /** Ordered by sender and nonce within each list. */
  record PoolContent(List<SignedTransaction> executable, List<SignedTransaction> queued) {

    public PoolContent {
      executable = List.copyOf(executable);
      queued = List.copyOf(queued);
    }
  }
}
