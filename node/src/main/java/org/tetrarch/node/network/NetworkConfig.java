package org.tetrarch.node.network;

import java.net.InetSocketAddress;
import java.util.List;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * Where this replica listens and where the others are.
 *
 * @param listen the one address that is bound; port 0 takes a free one
 * @param replicas by index, as the genesis file or the node's own configuration names them; need
 *     not be resolved; this replica's own is not looked at
 * @param verificationThreads how many decode and verify what peers send
 */
public record NetworkConfig(
    ReplicaId self,
    InetSocketAddress listen,
    List<InetSocketAddress> replicas,
    int verificationThreads) {
  public NetworkConfig {
    replicas = List.copyOf(replicas);
    if (self.index() >= replicas.size()) {
      throw new IllegalArgumentException(self + " is not one of " + replicas.size());
    }
    if (verificationThreads < 1) {
      throw new IllegalArgumentException("no thread to verify with");
    }
  }

  /** With as many verification threads as suit this machine. */
  public NetworkConfig(ReplicaId self, InetSocketAddress listen, List<InetSocketAddress> replicas) {
    this(self, listen, replicas, Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8));
  }
}
