package org.tetrarch.node.plugin;

import java.util.List;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * A way in which a replica departs from the protocol: it wraps what the honest replica wants to
 * send, and signs with the replica's real key. The thread that sends calls it.
 */
public interface Misbehaviour {
  /** A stable kebab-case name. */
  String name();

  /** What it does, in one sentence for the person who picks it. */
  String description();

  /** What is seen when PBFT holds. */
  String expectation();

  /**
   * What is sent to one replica instead of an envelope; an empty list sends nothing.
   *
   * @param replicas how many there are
   */
  List<Envelope> tamper(ReplicaId to, Envelope envelope, int replicas, Signer signer);
}
