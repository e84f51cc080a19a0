package org.tetrarch.lab.mutation;

import java.util.List;

/** Mistakes in leaving a view and opening the next (PBFT §4.4). */
final class ViewChangeMutants {
  private static final String CONSENSUS = "consensus-pbft/src/main/java/org/tetrarch/consensus/";
  private static final String VIEW_CHANGES = CONSENSUS + "viewchange/ViewChanges.java";
  private static final String PLAN = CONSENSUS + "verify/NewViewPlan.java";
  private static final String CATCH_UP = CONSENSUS + "catchup/CatchUp.java";
  private static final String STATE = CONSENSUS + "state/ReplicaState.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "prepared-set-dropped",
              "VIEW-CHANGE leaves out what was prepared",
              VIEW_CHANGES,
              "state.slots().values().stream().map(Slot::prepared).flatMap(Optional::stream).toList();",
              "List.of();"),
          new Mutant(
              "prepared-set-without-executed",
              "VIEW-CHANGE leaves out what was executed",
              VIEW_CHANGES,
              "state.slots().values().stream().map",
              "state.slots().tailMap(state.executed(), false).values().stream().map"),
          new Mutant(
              "stable-checkpoint-not-told",
              "VIEW-CHANGE names genesis as the stable checkpoint",
              VIEW_CHANGES,
              "new ViewChange(target, state.stable(), prepared, state.self())",
              """
              new ViewChange(
                  target,
                  org.tetrarch.consensus.message.StableCheckpoint.genesis(state.stable().state()),
                  prepared,
                  state.self())
              """),
          new Mutant(
              "view-left-in-mind-only",
              "a replica goes on voting in the view that it has asked to leave",
              STATE,
              "active = false;",
              "active = voteFloor.isPresent();"),
          new Mutant(
              "view-change-said-once",
              "VIEW-CHANGE is said once, and may be lost",
              CATCH_UP,
              "if (!state.active()) { state .ownViewChange()",
              "if (state.halted()) { state.ownViewChange()"),
          new Mutant(
              "others-not-joined",
              "f+1 that ask for a higher view are not joined",
              VIEW_CHANGES,
              "demand(smallest);",
              ""),
          new Mutant(
              "first-view-change-for-ever",
              "of each sender the first VIEW-CHANGE is kept, not the newest",
              VIEW_CHANGES,
              "if (earlier != null && !viewChange.message().view().isAfter(earlier.message().view())) {",
              "if (earlier != null) {"),
          new Mutant(
              "older-view-entered",
              "a NEW-VIEW of an older view is entered",
              VIEW_CHANGES,
              "if (view.isAfter(state.view()) || (",
              "if (!view.equals(state.view()) || ("),
          new Mutant(
              "one-view-change-too-few",
              "a view is opened with one VIEW-CHANGE too few",
              VIEW_CHANGES,
              "matching.size() >= quorum) { open(matching.subList(0, quorum));",
              "matching.size() >= quorum - 1) { open(matching.subList(0, quorum - 1));"),
          new Mutant(
              "highest-prepared-dropped",
              "the highest number that was prepared is left out of a new view",
              PLAN,
              "!s.isAfter(last)",
              "last.isAfter(s)"),
          new Mutant(
              "prepared-by-all-or-dropped",
              "a new view keeps only what the first VIEW-CHANGE says is prepared",
              PLAN,
              "for (PreparedCertificate certificate : viewChange.prepared()) {",
              "for (PreparedCertificate certificate : viewChanges.getFirst().prepared()) {"));

  private ViewChangeMutants() {}
}
