package org.tetrarch.lab.adversary;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Means;

/** The other replicas, half of which are told the truth and half of which are deceived. */
record Halves(Set<ReplicaId> deceived) {
  Halves {
    deceived = Set.copyOf(deceived);
  }

  /** Every second of the others by index, for any number of replicas. */
  static Halves of(Means means) {
    List<ReplicaId> others = means.others();
    Set<ReplicaId> deceived = new HashSet<>();
    for (int i = 0; i < others.size(); i += 2) {
      deceived.add(others.get(i));
    }
    return new Halves(deceived);
  }

  boolean deceives(ReplicaId replica) {
    return deceived.contains(replica);
  }
}
