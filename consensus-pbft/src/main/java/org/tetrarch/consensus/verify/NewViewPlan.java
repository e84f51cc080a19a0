package org.tetrarch.consensus.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * PBFT §4.4: what a new view must begin with, computed from its view changes alone, by the new
 * primary to write it and by every backup to check it.
 *
 * @param base min-s of the paper: the highest stable checkpoint among the view changes
 * @param assignments the digest for each sequence number above it up to max-s; {@link
 *     Digest#NULL_REQUEST} where nothing was prepared
 */
public record NewViewPlan(StableCheckpoint base, SortedMap<SequenceNumber, Digest> assignments) {

  /**
   * @param viewChanges verified view changes of distinct replicas, at least one
   */
  public static NewViewPlan of(List<ViewChange> viewChanges) {
    StableCheckpoint base = viewChanges.getFirst().stable();
    for (ViewChange viewChange : viewChanges) {
      if (viewChange.stable().sequence().isAfter(base.sequence())) {
        base = viewChange.stable();
      }
    }
    TreeMap<SequenceNumber, PreparedCertificate> highest = new TreeMap<>();
    for (ViewChange viewChange : viewChanges) {
      for (PreparedCertificate certificate : viewChange.prepared()) {
        if (certificate.sequence().isAfter(base.sequence())) {
          // One digest at most is prepared in one view for one sequence number, so the highest
          // view decides alone.
          highest.merge(certificate.sequence(), certificate, NewViewPlan::ofHigherView);
        }
      }
    }
    return new NewViewPlan(base, assign(base.sequence(), highest));
  }

  private static PreparedCertificate ofHigherView(PreparedCertificate a, PreparedCertificate b) {
    return b.view().isAfter(a.view()) ? b : a;
  }

  private static SortedMap<SequenceNumber, Digest> assign(
      SequenceNumber base, TreeMap<SequenceNumber, PreparedCertificate> highest) {
    TreeMap<SequenceNumber, Digest> assignments = new TreeMap<>();
    if (!highest.isEmpty()) {
      SequenceNumber last = highest.lastKey();
      for (SequenceNumber s = base.next(); !s.isAfter(last); s = s.next()) {
        PreparedCertificate certificate = highest.get(s);
        assignments.put(s, certificate == null ? Digest.NULL_REQUEST : certificate.digest());
      }
    }
    return assignments;
  }

  /** O of the paper, unsigned. */
  public List<PrePrepare> prePrepares(View view, ReplicaId primary) {
    List<PrePrepare> result = new ArrayList<>();
    assignments.forEach(
        (sequence, digest) -> result.add(new PrePrepare(view, sequence, digest, primary)));
    return result;
  }
}
