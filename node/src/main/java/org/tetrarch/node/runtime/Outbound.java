package org.tetrarch.node.runtime;

import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.quorum.ReplicaId;

/** The way to the other replicas. Never waits. */
public interface Outbound {
  void send(ReplicaId to, Envelope envelope);

  void broadcast(Envelope envelope);
}
