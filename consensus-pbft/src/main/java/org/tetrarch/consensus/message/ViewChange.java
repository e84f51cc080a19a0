package org.tetrarch.consensus.message;

import java.util.List;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * PBFT §4.4 VIEW-CHANGE: the sender stops taking part in views below {@code view}.
 *
 * @param view the view it wants to enter
 * @param stable its last stable checkpoint, with proof
 * @param prepared what it has prepared above that, one certificate (of the highest view) a sequence
 *     number, ascending
 */
public record ViewChange(
    View view, StableCheckpoint stable, List<PreparedCertificate> prepared, ReplicaId replica)
    implements Message {
  public ViewChange {
    prepared = List.copyOf(prepared);
  }
}
