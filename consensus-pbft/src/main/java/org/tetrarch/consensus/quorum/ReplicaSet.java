package org.tetrarch.consensus.quorum;

import java.util.List;
import java.util.stream.IntStream;
import org.tetrarch.consensus.number.View;

/**
 * The n replicas, how many of them may lie, and how many make a quorum: the one home of this
 * arithmetic.
 *
 * <p>f = ⌊(n−1)/3⌋ and q = ⌈(n+f+1)/2⌉, for any n ≥ 1. Any two quorums share at least f+1 replicas,
 * and the n−f correct ones make a quorum alone. With n = 3f+1 this is the 2f+1 of PBFT §4.
 */
public record ReplicaSet(int size) {
  public ReplicaSet {
    if (size < 1) {
      throw new IllegalArgumentException("a replica set needs at least one replica, not " + size);
    }
  }

  /** f, the number of Byzantine replicas that this set tolerates. */
  public int faulty() {
    return (size - 1) / 3;
  }

  /** q, the number of distinct replicas whose equal statements decide. */
  public int quorum() {
    return (size + faulty() + 2) / 2;
  }

  /** f+1: among so many distinct replicas at least one is correct. */
  public int oneCorrect() {
    return faulty() + 1;
  }

  public boolean contains(ReplicaId replica) {
    return replica.index() < size;
  }

  /** PBFT §4: the primary of view v is replica v mod n. */
  public ReplicaId primary(View view) {
    return ReplicaId.of((int) (view.number() % size));
  }

  public List<ReplicaId> all() {
    return IntStream.range(0, size).mapToObj(ReplicaId::of).toList();
  }
}
