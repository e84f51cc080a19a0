package org.tetrarch.lab.simulator.monitor;

import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.execution.ExecutedBlock;

/**
 * Watches the correct replicas of one run at every step, and throws {@link Violation}. Replicas are
 * named by their index; a faulty one is never reported to it.
 */
public interface Monitor {
  /** A replica sends a statement that it has signed, to one or to all. */
  default void says(int replica, Message statement) {}

  /** A block is durable at a replica. */
  default void executed(int replica, ExecutedBlock block) {}

  /** A replica holds a block's certificate: from now on its clients are told that it is final. */
  default void certified(int replica, Certificate certificate) {}

  /** Where a replica stands after a turn. */
  default void status(int replica, ReplicaStatus status) {}

  /** How much a node holds after a turn. */
  default void holds(int replica, Holdings holdings) {}

  /** A replica accuses another. */
  default void accused(int replica, Evidence evidence) {}

  /** A replica's directory was wiped or damaged: what it knew may be gone. */
  default void lostData(int replica) {}
}
