package org.tetrarch.lab.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How much of the model one run of TLC looks at.
 *
 * @param name of the run
 * @param liar the Byzantine replica
 * @param batches how many different batches there are
 * @param maxView views 0 to here
 * @param maxSequence sequence numbers 1 to here
 * @param window L of the paper
 * @param interval K of the paper; above {@code maxSequence} there are no checkpoints
 * @param coarse whether the model takes fewer and larger steps, as Replica.tla says
 * @param executes whether behaviours are followed beyond the first execution
 * @param steps behaviours of at most so many; 0 for all
 */
record Bounds(
    String name,
    int liar,
    int batches,
    int maxView,
    int maxSequence,
    int window,
    int interval,
    boolean coarse,
    boolean executes,
    int steps) {

  /** Checked one by one in this order, so that the claim itself is named before what implies it. */
  static final List<String> INVARIANTS =
      List.of(
          "Agreement",
          "CommittedAlike",
          "OneVoice",
          "CarriedForward",
          "ViewsNeverGoBack",
          "DurableBeforeSaid",
          "StableIsExecuted",
          "PreparedIsProvable");

  private static final String MODULE =
      """
      ---- MODULE Bounded ----
      EXTENDS Promises, TLC
      CONSTANT Steps
      \\* Batches differ in nothing but their names.
      Symmetry == Permutations(Batches)
      NothingExecuted == \\A r \\in Correct : decided[r] = <<>>
      Near == TLCGet("level") <= Steps
      ====
      """;

  /** Two batches, a checkpoint at every number, a window of all numbers, coarse steps, no limit. */
  static Bounds of(String name, int liar, int maxView, int maxSequence) {
    return new Bounds(name, liar, 2, maxView, maxSequence, maxSequence, 1, true, true, 0);
  }

  Bounds windowOf(int numbers) {
    return new Bounds(
        name, liar, batches, maxView, maxSequence, numbers, interval, coarse, executes, steps);
  }

  Bounds oneBatch() {
    return new Bounds(
        name, liar, 1, maxView, maxSequence, window, interval, coarse, executes, steps);
  }

  /** No checkpoints, and no step after the first execution. */
  Bounds untilExecution() {
    return new Bounds(
        name, liar, batches, maxView, maxSequence, window, maxSequence + 1, coarse, false, steps);
  }

  Bounds fine() {
    return new Bounds(
        name, liar, batches, maxView, maxSequence, window, interval, false, executes, steps);
  }

  Bounds within(int mostSteps) {
    return new Bounds(
        name, liar, batches, maxView, maxSequence, window, interval, coarse, executes, mostSteps);
  }

  /** The model as it is. */
  Tlc.Verdict check(int minutes) {
    return check("none", INVARIANTS, minutes);
  }

  /** The model with a bug planted, and only these invariants. */
  Tlc.Verdict check(String bug, List<String> invariants, int minutes) {
    String run = bug.equals("none") ? name : name + "-" + bug;
    return Tlc.run(run, "Bounded", Map.of("Bounded", MODULE), config(bug, invariants), minutes);
  }

  private String config(String bug, List<String> invariants) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= batches; i++) {
      names.add("b" + i);
    }
    return """
        SPECIFICATION Spec
        SYMMETRY Symmetry
        CHECK_DEADLOCK FALSE
        %s%s
        INVARIANTS %s
        CONSTANTS
          %s
          Batches = {%s}
          Null = Null
          None = None
          Byz = {%d}
          MaxView = %d
          MaxSeq = %d
          Window = %d
          Interval = %d
          Coarse = %s
          Bug = "%s"
          Steps = %d
        """
        .formatted(
            executes ? "" : "CONSTRAINT NothingExecuted\n",
            steps == 0 ? "" : "CONSTRAINT Near\n",
            String.join(" ", invariants),
            String.join(" ", names.stream().map(each -> each + " = " + each).toList()),
            String.join(", ", names),
            liar,
            maxView,
            maxSequence,
            window,
            interval,
            coarse ? "TRUE" : "FALSE",
            bug,
            steps);
  }
}
