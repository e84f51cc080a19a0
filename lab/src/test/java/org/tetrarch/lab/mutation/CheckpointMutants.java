package org.tetrarch.lab.mutation;

import java.util.List;

/** Mistakes in checkpoints and in what is forgotten with them (PBFT §4.3). */
final class CheckpointMutants {
  private static final String CONSENSUS = "consensus-pbft/src/main/java/org/tetrarch/consensus/";
  private static final String CHECKPOINTS = CONSENSUS + "checkpoint/Checkpoints.java";
  private static final String STATE = CONSENSUS + "state/ReplicaState.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "stable-by-one-too-few",
              "one CHECKPOINT too few makes a certificate",
              CHECKPOINTS,
              "Integer::sum) == quorum) {",
              "Integer::sum) == quorum - 1) {"),
          new Mutant(
              "no-checkpoint-when-quiet",
              "blocks after the last multiple of the interval stay without a certificate",
              CHECKPOINTS,
              "if (quiet && executed",
              "if (quiet && executed.value() < 0 && executed"),
          new Mutant(
              "checkpoint-before-execution",
              "a CHECKPOINT is said for the block before the one that was executed",
              CHECKPOINTS,
              "Checkpoint(sequence, digest, state.self())",
              "Checkpoint(sequence, state.stateAt(state.stable().sequence()).orElse(digest), state.self())"),
          new Mutant(
              "checkpoint-votes-kept",
              "CHECKPOINTs below the stable one are kept for ever",
              CHECKPOINTS,
              "votes.headMap(certificate.sequence(), true).clear();",
              ""),
          new Mutant(
              "certificate-ahead-forgotten",
              "a certificate that comes before its block was executed is forgotten",
              CHECKPOINTS,
              "ahead = certificate; } return;",
              "} return;"),
          new Mutant(
              "slots-kept",
              "slots below the low watermark are kept for ever",
              STATE,
              "slots.headMap(low, true).clear();",
              ""),
          new Mutant(
              "bodies-kept",
              "batches below the low watermark are kept for ever",
              STATE,
              "bodies.values().removeIf(held -> !held.sequence().isAfter(low));",
              ""));

  private CheckpointMutants() {}
}
