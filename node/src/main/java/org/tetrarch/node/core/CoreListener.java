package org.tetrarch.node.core;

import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.storage.StorageException;

/** Told what happens in a node, on the thread on which it happens; nothing may wait. */
public interface CoreListener {
  void pending(SignedTransaction transaction);

  /** Durable, and the head of the chain now; on the executing thread. */
  void executed(ExecutedBlock block);

  /** The certificate of a block is stored; on the executing thread. */
  void certified(Certificate certificate);

  void viewEntered(View view, ReplicaId primary);

  /** A piece of evidence that is new here, stored. */
  void misbehaviour(Evidence evidence);

  /**
   * An invariant is broken: this replica signs nothing more.
   *
   * @param invariant its stable name, such as INV-8
   */
  void halted(String invariant, String reason);

  /** The same, found by execution, which does nothing more either: the node cannot go on. */
  void executionHalted(String invariant, String reason);

  /** The disk fails: the node cannot go on. */
  void storageFailed(StorageException cause);

  /** After each turn of the loop. */
  void status(ReplicaStatus status);
}
