package org.tetrarch.web.port;

import org.tetrarch.ledger.crypto.Hash;

/** How a node tells the web side that something changed. */
public interface ChainEvents {

  /** Calls the listener from now on, until the subscription is closed. */
  Subscription subscribe(Listener listener);

  /** Ends the calls; a call under way may still be finishing. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Called on the node's own threads. Every implementation here only puts the event into a bounded
   * queue and returns: it neither blocks nor throws.
   */
  interface Listener {

    /** A block was executed, and reads already see it. Called in the order of heights. */
    void blockExecuted(StoredBlock block);

    /** The chain is certified up to this height, and reads already see it. */
    void certified(long height);

    /** View, primary, connections, replica states or evidence are no longer what they were. */
    void consensusChanged();

    /** The pool has taken in a transaction that it did not have. */
    void transactionPending(Hash hash);
  }
}
