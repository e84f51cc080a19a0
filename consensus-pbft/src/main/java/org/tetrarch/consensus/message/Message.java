package org.tetrarch.consensus.message;

import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/** A statement that one replica signs. */
public sealed interface Message permits Message.Slotted, Checkpoint, ViewChange, NewView, Status {

  /** Who says it, and whose key signs it. */
  ReplicaId replica();

  /** A statement on one digest at one sequence number of one view. */
  sealed interface Slotted extends Message permits PrePrepare, Prepare, Commit {
    View view();

    SequenceNumber sequence();

    Digest digest();
  }
}
