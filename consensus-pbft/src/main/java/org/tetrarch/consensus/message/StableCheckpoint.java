package org.tetrarch.consensus.message;

import java.util.List;
import org.tetrarch.consensus.number.SequenceNumber;

/**
 * PBFT §4.3: a checkpoint with its proof, q matching CHECKPOINTs of distinct replicas, ascending by
 * replica. Genesis, which all know, has none.
 */
public record StableCheckpoint(
    SequenceNumber sequence, Digest state, List<Signed<Checkpoint>> proof) {
  public StableCheckpoint {
    proof = List.copyOf(proof);
  }

  public static StableCheckpoint genesis(Digest state) {
    return new StableCheckpoint(SequenceNumber.GENESIS, state, List.of());
  }
}
