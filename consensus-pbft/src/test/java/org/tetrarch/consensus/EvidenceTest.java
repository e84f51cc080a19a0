package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Solo;
import org.tetrarch.consensus.cluster.Statements;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.state.ReplicaState;

/** Which statements accuse their signer, and which never do. */
class EvidenceTest {
  private static final Digest A = TestBatch.of(1).digest();
  private static final Digest B = TestBatch.of(2).digest();
  private final Statements by = new Statements(4);

  private static void assertConflict(
      Signed<? extends Message> first, Signed<? extends Message> second) {
    assertThat(Evidence.conflict(first.message(), second.message())).isTrue();
    assertThat(Evidence.conflict(second.message(), first.message())).isTrue();
    assertThat(new Evidence(first, second).culprit()).isEqualTo(first.message().replica());
    assertThat(new Evidence(first, second).subject())
        .isEqualTo(new Evidence(second, first).subject());
  }

  private static void assertNoConflict(
      Signed<? extends Message> first, Signed<? extends Message> second) {
    assertThat(Evidence.conflict(first.message(), second.message())).isFalse();
    assertThat(Evidence.conflict(second.message(), first.message())).isFalse();
    assertThatThrownBy(() -> new Evidence(first, second))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void twoDigestsForOneTypeViewAndSequenceNumberConflict() {
    assertConflict(by.prePrepare(0, 1, A), by.prePrepare(0, 1, B));
    assertConflict(by.prepare(1, 0, 1, A), by.prepare(1, 0, 1, B));
    assertConflict(by.commit(1, 0, 1, A), by.commit(1, 0, 1, B));
  }

  @Test
  void aVoteForOneDigestAndACommitForAnotherInOneViewConflict() {
    assertConflict(by.prepare(1, 0, 1, A), by.commit(1, 0, 1, B));
    assertConflict(by.prePrepare(0, 1, A), by.commit(0, 0, 1, B));
  }

  @Test
  void aCommitThatALaterViewChangeHasForgottenConflicts() {
    assertConflict(by.commit(1, 0, 1, A), by.viewChange(1, 1));
    assertConflict(by.commit(1, 2, 1, A), by.viewChange(1, 3, by.prepared(0, 1, A)));
    assertConflict(by.commit(1, 0, 1, A), by.viewChange(1, 1, by.prepared(0, 1, B)));
    assertConflict(by.commit(1, 0, 2, A), by.viewChange(1, 1, by.prepared(0, 1, A)));
  }

  @Test
  void aCommitThatIsCarriedReplacedStableOrOfALaterViewIsNotForgotten() {
    assertNoConflict(by.commit(1, 0, 1, A), by.viewChange(1, 1, by.prepared(0, 1, A)));
    assertNoConflict(by.commit(1, 0, 1, A), by.viewChange(1, 3, by.prepared(2, 1, B)));
    assertNoConflict(by.commit(1, 0, 1, A), by.viewChange(1, 1, by.stable(1)));
    assertNoConflict(by.commit(1, 1, 1, A), by.viewChange(1, 1));
    assertNoConflict(by.commit(2, 0, 1, A), by.viewChange(1, 1));
  }

  @Test
  void twoStatesAtOneSequenceNumberConflict() {
    assertConflict(by.checkpoint(1, 1, A), by.checkpoint(1, 1, B));
  }

  @Test
  void twoNewViewsForOneViewConflict() {
    assertConflict(
        by.newView(1, by.viewChange(0, 1), by.viewChange(1, 1), by.viewChange(2, 1)),
        by.newView(1, by.viewChange(0, 1), by.viewChange(1, 1), by.viewChange(3, 1)));
  }

  @Test
  void oneStatementTwiceIsNoConflict() {
    assertNoConflict(by.prepare(1, 0, 1, A), by.prepare(1, 0, 1, A));
  }

  @Test
  void statementsOfTwoReplicasAreNoConflict() {
    assertNoConflict(by.prepare(1, 0, 1, A), by.prepare(2, 0, 1, B));
    assertNoConflict(by.checkpoint(1, 1, A), by.checkpoint(2, 1, B));
  }

  @Test
  void anotherViewSequenceNumberOrTypeIsNoConflict() {
    assertNoConflict(by.prepare(1, 0, 1, A), by.prepare(1, 2, 1, B));
    assertNoConflict(by.prepare(1, 0, 1, A), by.prepare(1, 0, 2, B));
    assertNoConflict(by.prepare(1, 0, 1, A), by.commit(1, 0, 1, A));
    assertNoConflict(by.checkpoint(1, 1, A), by.checkpoint(1, 2, B));
  }

  @Test
  void viewChangesAndStatusNeverConflict() {
    assertNoConflict(by.viewChange(1, 5), by.viewChange(1, 5, by.prepared(0, 1, A)));
    assertNoConflict(
        by.status(1, 0, 5), by.status(1, 0, Status.Mode.ACTIVE, 3, by.stable(3), true));
  }

  @Test
  void evidenceForOneSubjectIsReportedOnce() {
    Solo replica = Solo.joined(4, 1);
    replica.hearsCommits(0, 1, A, 2);
    assertThat(replica.hearsCommits(0, 1, B, 2).evidence()).hasSize(1);
    assertThat(replica.hearsCommits(0, 1, B, 2).evidence()).isEmpty();
    assertThat(replica.hearsCommits(0, 1, TestBatch.of(3).digest(), 2).evidence()).isEmpty();
  }

  @Test
  void evidenceAgainstOneReplicaIsBounded() {
    Solo replica = Solo.joined(4, 1);
    List<Evidence> found = new ArrayList<>();
    for (long view = 0; view < 20; view++) {
      if (view > 0) {
        replica.receives(by.emptyNewView(view));
      }
      assertThat(replica.status().view()).isEqualTo(View.of(view));
      for (int sequence = 1; sequence <= 4; sequence++) {
        replica.hearsCommits(view, sequence, A, 2);
        found.addAll(replica.hearsCommits(view, sequence, B, 2).evidence());
      }
    }
    assertThat(found).hasSize(ReplicaState.MAX_EVIDENCE_PER_REPLICA);
    assertThat(found).extracting(Evidence::culprit).containsOnly(ReplicaId.of(2));
  }

  @Test
  void anHonestReplicaIsNotAccusedForAnothersForgery() {
    Solo replica = Solo.joined(4, 1);
    replica.receivesValid(0, 1, TestBatch.of(1));
    // Replica 3 votes for what the primary never assigned; that accuses nobody.
    assertThat(replica.hearsPrepares(0, 1, B, 3).evidence()).isEmpty();
  }
}
