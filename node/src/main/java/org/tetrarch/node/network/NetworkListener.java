package org.tetrarch.node.network;

import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.Verified;
import org.tetrarch.node.wire.Frame;

/**
 * Takes what comes from the peers. Calls for one peer come one after the other, in the order in
 * which the peer sent, between its {@link #onConnected} and {@link #onDisconnected}; those for
 * different peers come at once. They come on verification threads: a call that blocks slows the
 * peers down, and that is how a full inbox is felt by those who fill it.
 */
public interface NetworkListener {
  /**
   * A statement whose signatures and form are right. It is signed by {@code from} itself, unless it
   * is a pre-prepare, which any replica may relay to prove that the primary sent two, or a
   * NEW-VIEW, which proves itself.
   */
  void onConsensus(ReplicaId from, Verified<Envelope> envelope);

  /** A frame of any other kind than consensus. */
  void onFrame(ReplicaId from, Frame frame);

  /** A frame that was refused, and counted already. */
  void onRejected(ReplicaId from, String reason);

  void onConnected(ReplicaId peer);

  void onDisconnected(ReplicaId peer);
}
