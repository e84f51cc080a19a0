package org.tetrarch.node.runtime;

import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.storage.StorageException;

/** What the loop tells the rest of the node; on the loop's thread, so nothing may wait. */
public interface LoopEvents {
  void certified(StableCheckpoint checkpoint);

  void viewEntered(View view, ReplicaId primary);

  void misbehaviour(Evidence evidence) throws StorageException;

  void halted(String invariant, String reason);

  /** After each turn in which something changed that people look at. */
  void statusChanged(ReplicaStatus status);
}
