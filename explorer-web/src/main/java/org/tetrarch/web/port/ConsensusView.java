package org.tetrarch.web.port;

import java.util.List;

/** What this node knows of the replica set: its own word, proven by nothing but the evidence. */
public interface ConsensusView {

  /** All replicas as seen from here, at one instant. */
  NetworkStatus network();

  /** Proofs of misbehaviour that this node holds, oldest first. */
  List<Evidence> evidence();
}
