package org.tetrarch.consensus.quorum;

/** A replica's index in the genesis file, from 0. */
public record ReplicaId(int index) implements Comparable<ReplicaId> {
  public ReplicaId {
    if (index < 0) {
      throw new IllegalArgumentException("replica index below 0: " + index);
    }
  }

  public static ReplicaId of(int index) {
    return new ReplicaId(index);
  }

  @Override
  public int compareTo(ReplicaId other) {
    return Integer.compare(index, other.index);
  }

  @Override
  public String toString() {
    return "replica " + index;
  }
}
