package org.tetrarch.lab.mutation;

import java.util.List;

/** Mistakes in what is written before it is said, and in what a restart makes of it. */
final class DurabilityMutants {
  private static final String CONSENSUS = "consensus-pbft/src/main/java/org/tetrarch/consensus/";
  private static final String NORMAL = CONSENSUS + "normal/NormalCase.java";
  private static final String VIEW_CHANGES = CONSENSUS + "viewchange/ViewChanges.java";
  private static final String RECOVERY = CONSENSUS + "Recovery.java";
  private static final String LOOP =
      "node/src/main/java/org/tetrarch/node/runtime/ReplicaLoop.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "vote-before-persist",
              "votes are said before what they rest on is on disk",
              LOOP,
              """
              if (!records.isEmpty()) {
                around.journal().append(records);
              }
              for (Output output : outputs) {
                carryOut(output);
              }
              """,
              """
              for (Output output : outputs) {
                carryOut(output);
              }
              if (!records.isEmpty()) {
                around.journal().append(records);
              }
              """),
          new Mutant(
              "first-record-only",
              "of what a turn has to write the first record is written",
              LOOP,
              "around.journal().append(records);",
              "around.journal().append(records.subList(0, 1));"),
          new Mutant(
              "prepared-not-written",
              "COMMIT is said without writing the prepared certificate",
              NORMAL,
              "state.outbox().persist(new LogRecord.Prepared(certificate));",
              ""),
          new Mutant(
              "proposal-not-written",
              "a primary does not write what it proposes",
              NORMAL,
              "state.outbox().persist(new LogRecord.PrePrepareAccepted(signed.get(), Optional.of(batch)));",
              ""),
          new Mutant(
              "attempt-not-written",
              "VIEW-CHANGE is said without writing the view",
              VIEW_CHANGES,
              "state.outbox().persist(new LogRecord.ViewAttempted(own));",
              ""),
          new Mutant(
              "entered-view-not-written",
              "a view is entered without writing its NEW-VIEW",
              VIEW_CHANGES,
              "state.outbox().persist(new LogRecord.ViewEntered(entered));",
              ""),
          new Mutant(
              "stable-not-written",
              "a stable checkpoint is not written",
              CONSENSUS + "checkpoint/Checkpoints.java",
              "state.outbox().persist(new LogRecord.CheckpointStable(certificate));",
              ""),
          new Mutant(
              "accepted-forgotten-at-restart",
              "a restart forgets what was accepted",
              RECOVERY,
              "accepted(state, signed, batch);",
              "state.recall(signed.message());"),
          new Mutant(
              "restart-in-an-older-view",
              "a restart forgets the view that was asked for",
              RECOVERY,
              "case LogRecord.ViewAttempted(var viewChange) -> state.leaveFor(viewChange);",
              "case LogRecord.ViewAttempted(var viewChange) -> {}"),
          new Mutant(
              "own-proposal-forgotten-at-restart",
              "a restart forgets that the primary has spoken",
              RECOVERY,
              "if (m.replica().equals(state.self())) { state.recall(m); } else {",
              "if (!m.replica().equals(state.self())) {"),
          new Mutant(
              "own-vote-forgotten-at-restart",
              "a restart forgets which PREPARE was said",
              RECOVERY,
              "state.recall(own); if (inView) {",
              "if (inView) {"),
          new Mutant(
              "records-below-a-lost-checkpoint-count",
              "the last stable checkpoint of the log counts, though its block is lost",
              RECOVERY,
              "&& recovered.states().containsKey(checkpoint.sequence())",
              ""));

  private DurabilityMutants() {}
}
