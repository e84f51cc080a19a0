package org.tetrarch.node.network;

import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.wire.Frame;

/** The way to the other replicas. Never waits; what cannot be sent is lost. Any thread. */
public interface Transport {
  void send(ReplicaId to, Frame frame);

  /** To every other replica. */
  void broadcast(Frame frame);
}
