package org.tetrarch.node.runtime;

import java.util.List;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.quorum.ReplicaId;

/** What the replica lacks and its peers have; the answer comes back as an input, or never. */
public interface Fetching {
  void fetchBatch(Digest digest, List<ReplicaId> holders);

  void fetchState(StableCheckpoint target, ReplicaId from);
}
