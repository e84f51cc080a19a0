package org.tetrarch.lab.mutation;

import java.util.List;

/** Mistakes in counting replicas (PBFT §4). */
final class QuorumMutants {
  private static final String SET =
      "consensus-pbft/src/main/java/org/tetrarch/consensus/quorum/ReplicaSet.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "quorum-one-too-small",
              "a quorum is one replica too small",
              SET,
              "(size + faulty() + 2) / 2",
              "(size + faulty()) / 2"),
          new Mutant(
              "quorum-of-2f-plus-1",
              "a quorum is 2f+1, whatever n is",
              SET,
              "(size + faulty() + 2) / 2",
              "2 * faulty() + 1"),
          new Mutant(
              "quorum-of-all",
              "a quorum is all replicas, so that none may be silent",
              SET,
              "(size + faulty() + 2) / 2",
              "size"),
          new Mutant(
              "one-correct-among-f",
              "f replicas are taken to have a correct one among them",
              SET,
              "return faulty() + 1;",
              "return faulty();"));

  private QuorumMutants() {}
}
