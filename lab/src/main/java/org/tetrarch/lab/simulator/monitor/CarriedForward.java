package org.tetrarch.lab.simulator.monitor;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;

/**
 * INV-7: a batch that may have committed reappears in every later view. It may have as soon as so
 * many correct replicas have signed COMMIT for it that with the faulty ones they are a quorum; from
 * then on no correct replica votes for another batch at that sequence number in a later view.
 */
public final class CarriedForward implements Monitor {
  private record Slot(View view, SequenceNumber sequence, Digest digest) {}

  private record Committed(View view, Digest digest) {}

  private final int enough;
  private final Map<Slot, BitSet> commits = new HashMap<>();
  private final Map<SequenceNumber, Committed> committed = new HashMap<>();

  /**
   * @param quorum of the replica set
   * @param faulty how many replicas lie or may lose what they signed
   */
  public CarriedForward(int quorum, int faulty) {
    this.enough = quorum - faulty;
  }

  @Override
  public void says(int replica, Message statement) {
    switch (statement) {
      case PrePrepare m -> vote(replica, m);
      case Prepare m -> vote(replica, m);
      case Commit m -> {
        vote(replica, m);
        BitSet signers =
            commits.computeIfAbsent(
                new Slot(m.view(), m.sequence(), m.digest()), slot -> new BitSet());
        signers.set(replica);
        if (signers.cardinality() >= enough) {
          committed.merge(
              m.sequence(),
              new Committed(m.view(), m.digest()),
              (a, b) -> a.view().compareTo(b.view()) <= 0 ? a : b);
        }
      }
      default -> {}
    }
  }

  private void vote(int replica, Message.Slotted vote) {
    Committed before = committed.get(vote.sequence());
    if (before != null
        && vote.view().compareTo(before.view()) > 0
        && !vote.digest().equals(before.digest())) {
      throw new Violation(
          "INV-7",
          "replica %d says %s although %s may have committed in %s"
              .formatted(replica, vote, before.digest(), before.view()));
    }
  }
}
