package org.tetrarch.consensus;

import java.util.List;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * Where a replica stands, for showing.
 *
 * @param voteFloor the stable checkpoint from which on it votes; 0 when it has nothing to wait for,
 *     −1 while it does not know yet
 * @param peers what each peer last said of itself; its own word but for the proven checkpoint
 */
public record ReplicaStatus(
    View view,
    ReplicaId primary,
    Status.Mode mode,
    SequenceNumber executed,
    StableCheckpoint stable,
    boolean suspects,
    boolean halted,
    long voteFloor,
    List<Status> peers) {
  public ReplicaStatus {
    peers = List.copyOf(peers);
  }
}
