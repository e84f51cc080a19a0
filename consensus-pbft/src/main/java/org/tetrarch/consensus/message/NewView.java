package org.tetrarch.consensus.message;

import java.util.List;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * PBFT §4.4 NEW-VIEW: a quorum's view changes and the assignments that follow from them.
 *
 * @param viewChanges V of the paper: exactly q of distinct replicas, ascending by replica
 * @param prePrepares O of the paper: one a sequence number above the highest stable checkpoint in
 *     V, ascending, without holes
 */
public record NewView(
    View view,
    List<Signed<ViewChange>> viewChanges,
    List<Signed<PrePrepare>> prePrepares,
    ReplicaId replica)
    implements Message {
  public NewView {
    viewChanges = List.copyOf(viewChanges);
    prePrepares = List.copyOf(prePrepares);
  }
}
