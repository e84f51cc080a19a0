package org.tetrarch.consensus.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Statements;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/** PBFT §4.4: how O follows from V. Seven replicas; views below 9 were tried before. */
class NewViewPlanTest {
  private static final Digest A = TestBatch.of(1).digest();
  private static final Digest B = TestBatch.of(2).digest();
  private final Statements by = new Statements(7);

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static NewViewPlan plan(Signed<ViewChange>... viewChanges) {
    return NewViewPlan.of(Stream.of(viewChanges).map(Signed::message).toList());
  }

  private static SequenceNumber at(long sequence) {
    return SequenceNumber.of(sequence);
  }

  @Test
  void nothingPreparedAssignsNothing() {
    NewViewPlan plan = plan(by.viewChange(0, 9), by.viewChange(1, 9));
    assertThat(plan.assignments()).isEmpty();
    assertThat(plan.base()).isEqualTo(by.stable(0));
  }

  @Test
  void certificateOfTheHighestViewDecidesWhoeverBringsIt() {
    Signed<ViewChange> older = by.viewChange(0, 9, by.prepared(2, 1, A));
    Signed<ViewChange> newer = by.viewChange(1, 9, by.prepared(5, 1, B));
    assertThat(plan(older, newer).assignments()).containsExactly(entry(at(1), B));
    assertThat(plan(newer, older).assignments()).containsExactly(entry(at(1), B));
  }

  @Test
  void nullRequestPreparedInAHigherViewDisplacesAnOlderBatch() {
    NewViewPlan plan =
        plan(
            by.viewChange(0, 9, by.prepared(2, 1, A)),
            by.viewChange(1, 9, by.prepared(5, 1, Digest.NULL_REQUEST)));
    assertThat(plan.assignments().get(at(1))).isEqualTo(Digest.NULL_REQUEST);
  }

  @Test
  void holesBecomeNullRequests() {
    NewViewPlan plan = plan(by.viewChange(0, 9, by.prepared(2, 2, A), by.prepared(2, 4, B)));
    assertThat(plan.assignments().keySet()).containsExactly(at(1), at(2), at(3), at(4));
    assertThat(plan.assignments().values())
        .containsExactly(Digest.NULL_REQUEST, A, Digest.NULL_REQUEST, B);
  }

  @Test
  void baseIsTheHighestStableCheckpointAndNothingAtOrBelowItIsAssigned() {
    NewViewPlan plan =
        plan(
            by.viewChange(0, 9, by.stable(1), by.prepared(2, 2, A), by.prepared(2, 4, B)),
            by.viewChange(1, 9, by.stable(3)));
    assertThat(plan.base()).isEqualTo(by.stable(3));
    assertThat(plan.assignments()).containsExactly(entry(at(4), B));
  }

  @Test
  void preparesOfAReplicaThatIsBehindDoNotReachBelowTheBase() {
    NewViewPlan plan =
        plan(
            by.viewChange(0, 9, by.prepared(2, 1, A), by.prepared(2, 2, B)),
            by.viewChange(1, 9, by.stable(2)));
    assertThat(plan.assignments()).isEmpty();
  }

  @Test
  void assignmentsAreSaidByTheNewPrimaryInTheNewView() {
    List<PrePrepare> assignments =
        plan(by.viewChange(0, 9, by.prepared(2, 1, A))).prePrepares(View.of(9), ReplicaId.of(2));
    assertThat(assignments).containsExactly(new PrePrepare(View.of(9), at(1), A, ReplicaId.of(2)));
  }
}
