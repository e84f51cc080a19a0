package org.tetrarch.lab.mutation;

import java.util.List;

/** Mistakes in the three phases (PBFT §4.2). */
final class NormalCaseMutants {
  private static final String CONSENSUS = "consensus-pbft/src/main/java/org/tetrarch/consensus/";
  private static final String NORMAL = CONSENSUS + "normal/NormalCase.java";
  private static final String STATE = CONSENSUS + "state/ReplicaState.java";
  private static final String SLOT = CONSENSUS + "state/Slot.java";
  private static final String REPLICA = CONSENSUS + "Replica.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "prepared-by-one-too-few",
              "one PREPARE too few makes a batch prepared",
              NORMAL,
              "int needed = state.replicas().quorum() - 1;",
              "int needed = state.replicas().quorum() - 2;"),
          new Mutant(
              "prepares-of-any-digest",
              "PREPAREs for different batches are added up",
              NORMAL,
              ".filter(prepare -> prepare.message().digest().equals(digest))",
              ".filter(prepare -> true)"),
          new Mutant(
              "executed-as-committed",
              "batches are executed in the order in which they commit",
              NORMAL,
              """
              SequenceNumber next = state.dispatched().next();
              Slot slot = state.slots().get(next);
              while (
              """,
              """
              SequenceNumber next = state.dispatched().next();
              for (Slot any : List.copyOf(state.slots().values())) {
                if (any.committed() && any.sequence().isAfter(next)) {
                  state.dispatch(any, any.acceptedDigest().orElseThrow());
                  next = state.dispatched().next();
                }
              }
              Slot slot = state.slots().get(next);
              while (
              """),
          new Mutant(
              "votes-of-any-view",
              "PREPAREs and COMMITs of other views are counted in this view",
              REPLICA,
              "state.active() && message.view().equals(state.view());",
              "state.active();"),
          new Mutant(
              "votes-of-the-view-before",
              "votes of the view before are still there in the next",
              SLOT,
              "prepares.clear(); commits.clear();",
              ""),
          new Mutant(
              "assignment-of-the-view-before",
              "what was accepted in the view before counts as accepted in the next",
              SLOT,
              "offeredBatch = null; accepted = null; batch = null; validating = false; refused",
              "offeredBatch = null; validating = false; refused"),
          new Mutant(
              "prepared-in-any-view",
              "what was prepared in an earlier view counts as prepared in this one",
              SLOT,
              "&& certificate.view().equals(current.message().view());",
              ";"),
          new Mutant(
              "high-watermark-ignored",
              "numbers above the high watermark are taken",
              STATE,
              "&& !sequence.isAfter(stable.sequence().plus(config.window()));",
              ";"),
          new Mutant(
              "low-watermark-ignored",
              "numbers below the low watermark are taken",
              STATE,
              "return sequence.isAfter(stable.sequence()) && !sequence",
              "return !sequence"),
          new Mutant(
              "votes-far-ahead-kept",
              "votes for this view are kept for any number",
              REPLICA,
              "} else if (state.inWindow(message.sequence())) {",
              "} else {"),
          new Mutant(
              "digest-of-the-body-unread",
              "any body that comes is taken for the one that is missing",
              NORMAL,
              "&& slot.offeredBatch().isEmpty() && offered.get().message().digest().equals(batch.digest());",
              "&& slot.offeredBatch().isEmpty();"));

  private NormalCaseMutants() {}
}
