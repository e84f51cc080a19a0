package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.cluster.Outputs;
import org.tetrarch.consensus.cluster.Solo;
import org.tetrarch.consensus.cluster.Statements;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.number.SequenceNumber;

/** PBFT §4.2. The primary of view 0 is replica 0. */
class NormalCaseTest {
  private static final TestBatch A = TestBatch.of(1);
  private static final TestBatch B = TestBatch.of(2);
  private static final TestBatch C = TestBatch.of(3);

  // --- the primary

  @Test
  void primaryWantsABatchAtOnceWhenItIsIdleAndABackupNever() {
    assertThat(wanted(Solo.of(1, 0).restart()))
        .extracting(Output.BatchWanted::sequence)
        .containsExactly(SequenceNumber.of(1));
    assertThat(wanted(backupOfFour().restart())).isEmpty();
  }

  private static List<Output.BatchWanted> wanted(Outputs outputs) {
    return outputs.of(Output.BatchWanted.class);
  }

  private static Solo primaryOfFour() {
    return Solo.joined(4, 0);
  }

  private static Solo backupOfFour() {
    return Solo.joined(4, 1);
  }

  @Test
  void primaryProposesOnlyAfterItsAssignmentIsDurable() {
    Outputs outputs = primaryOfFour().proposes(0, 1, A);
    assertThat(outputs.saidAtOnce(PrePrepare.class)).isEmpty();
    assertThat(outputs.saidAfter(LogRecord.PrePrepareAccepted.class, PrePrepare.class))
        .extracting(PrePrepare::digest)
        .containsExactly(A.digest());
  }

  @Test
  void primaryDoesNotPrepare() {
    assertThat(primaryOfFour().proposes(0, 1, A).said(Prepare.class)).isEmpty();
  }

  @Test
  void primaryAssignsEachSequenceNumberOnce() {
    Solo primary = primaryOfFour();
    primary.proposes(0, 1, A);
    assertThat(primary.proposes(0, 1, B).said(PrePrepare.class)).isEmpty();
    assertThat(primary.status().halted()).isFalse();
  }

  @Test
  void primaryIsToldWhatItsNextBatchIsBuiltUpon() {
    Solo primary = primaryOfFour();
    primary.proposes(0, 1, A);
    Output.BatchWanted wanted = primary.proposes(0, 2, B).of(Output.BatchWanted.class).getLast();
    assertThat(wanted.before()).extracting(Output.Ordered::batch).containsExactly(of(A), of(B));
    assertThat(wanted.inFlight()).isEqualTo(2);
  }

  private static Optional<Batch> of(Batch batch) {
    return Optional.of(batch);
  }

  @Test
  void primaryKeepsNoMoreBatchesInFlightThanAllowed() {
    Solo primary = primaryOfFour();
    for (int sequence = 1; sequence < Solo.MAX_IN_FLIGHT; sequence++) {
      primary.proposes(0, sequence, TestBatch.of(sequence));
    }
    Outputs last = primary.proposes(0, Solo.MAX_IN_FLIGHT, TestBatch.of(Solo.MAX_IN_FLIGHT));
    assertThat(last.said(PrePrepare.class)).hasSize(1);
    assertThat(last.of(Output.BatchWanted.class)).isEmpty();
    assertThat(last.of(Output.NoBatchWanted.class)).hasSize(1);
    assertThat(primary.proposes(0, Solo.MAX_IN_FLIGHT + 1, C).all()).isEmpty();
  }

  @Test
  void primaryStopsAtTheHighWatermark() {
    Solo primary = primaryOfFour();
    for (int s = 1; s <= Solo.WINDOW; s++) {
      Batch batch = TestBatch.of(s);
      primary.proposes(0, s, batch);
      primary.hearsPrepares(0, s, batch.digest(), 1, 2);
      primary.hearsCommits(0, s, batch.digest(), 1, 2);
      primary.executes(s);
    }
    assertThat(primary.proposes(0, Solo.WINDOW + 1, A).said(PrePrepare.class)).isEmpty();
    primary.hearsCheckpoints(1, Statements.stateAfter(1), 1, 2);
    assertThat(primary.proposes(0, Solo.WINDOW + 1, A).said(PrePrepare.class)).hasSize(1);
  }

  @Test
  void backupProposesNothing() {
    assertThat(backupOfFour().proposes(0, 1, A).all()).isEmpty();
  }

  // --- pre-prepare and prepare

  @Test
  void backupAsksWhetherABatchIsValidBeforeItPreparesIt() {
    Solo backup = backupOfFour();
    Outputs arrival = backup.receives(backup.by().proposal(0, 1, A));
    assertThat(arrival.said(Prepare.class)).isEmpty();
    assertThat(arrival.of(Output.Validate.class)).hasSize(1);
    assertThat(backup.finds(0, 1, A).said(Prepare.class)).hasSize(1);
  }

  @Test
  void backupNeverPreparesWhatItsEmbedderObjectsTo() {
    Solo backup = backupOfFour();
    backup.receives(backup.by().proposal(0, 1, A));
    assertThat(backup.objectsTo(0, 1, A).said(Prepare.class)).isEmpty();
    assertThat(backup.receives(backup.by().proposal(0, 1, A)).said(Prepare.class)).isEmpty();
    assertThat(backup.finds(0, 1, A).said(Prepare.class)).isEmpty();
  }

  @Test
  void backupPreparesOnlyAfterTheAcceptedPrePrepareIsDurable() {
    Outputs outputs = backupOfFour().receivesValid(0, 1, A);
    assertThat(outputs.saidAtOnce(Prepare.class)).isEmpty();
    assertThat(outputs.saidAfter(LogRecord.PrePrepareAccepted.class, Prepare.class)).hasSize(1);
    assertThat(outputs.written(LogRecord.PrePrepareAccepted.class))
        .extracting(LogRecord.PrePrepareAccepted::batch)
        .containsExactly(of(A));
  }

  @Test
  void backupRefusesSecondPrePrepareForSameSequence() {
    Solo backup = backupOfFour();
    backup.receivesValid(0, 1, A);
    Outputs second = backup.receivesValid(0, 1, B);
    assertThat(second.said(Prepare.class)).isEmpty();
    assertThat(second.evidence())
        .singleElement()
        .satisfies(e -> assertThat(e.culprit().index()).isZero());
  }

  @Test
  void backupRefusesASecondPrePrepareWhileTheFirstIsBeingValidated() {
    Solo backup = backupOfFour();
    backup.receives(backup.by().proposal(0, 1, A));
    Outputs second = backup.receives(backup.by().proposal(0, 1, B));
    assertThat(second.evidence()).hasSize(1);
    assertThat(backup.finds(0, 1, B).said(Prepare.class)).isEmpty();
    assertThat(backup.finds(0, 1, A).said(Prepare.class))
        .extracting(Prepare::digest)
        .containsExactly(A.digest());
  }

  @Test
  void backupIgnoresAPrePrepareOfAnotherView() {
    Solo backup = backupOfFour();
    assertThat(backup.receives(backup.by().proposal(2, 1, A)).all()).isEmpty();
  }

  @Test
  void backupIgnoresAPrePrepareOutsideTheWatermarks() {
    Solo backup = backupOfFour();
    assertThat(backup.receives(backup.by().proposal(0, Solo.WINDOW + 1, A)).all()).isEmpty();
    backup.finalizes(0, 1, A);
    assertThat(backup.receives(backup.by().proposal(0, 1, A)).all()).isEmpty();
  }

  @Test
  void backupProvesASecondPrePrepareEvenAfterTheFirstIsFinalAndTellsAll() {
    Solo backup = backupOfFour();
    backup.finalizes(0, 1, A);
    assertThat(backup.receives(backup.by().proposal(0, 1, B)).all())
        .hasAtLeastOneElementOfType(Output.Misbehaviour.class)
        .filteredOn(
            output ->
                output instanceof Output.Broadcast(var envelope)
                    && envelope.signed().message() instanceof PrePrepare)
        .hasSize(2);
  }

  @Test
  void backupAcceptsInSequenceOrderSoThatEachBatchIsCheckedOnTheOnesBefore() {
    Solo backup = backupOfFour();
    assertThat(backup.receives(backup.by().proposal(0, 2, B)).of(Output.Validate.class)).isEmpty();
    Outputs outputs = backup.receivesValid(0, 1, A);
    Output.Validate second = outputs.of(Output.Validate.class).getLast();
    assertThat(second.batch()).isEqualTo(B);
    assertThat(second.before()).extracting(Output.Ordered::batch).containsExactly(of(A));
    assertThat(backup.finds(0, 2, B).said(Prepare.class)).hasSize(1);
  }

  // --- prepared and commit

  @Test
  void backupCommitsOnlyAfterItsPreparedCertificateIsDurable() {
    Solo backup = backupOfFour();
    backup.receivesValid(0, 1, A);
    Outputs outputs = backup.hearsPrepares(0, 1, A.digest(), 2);
    assertThat(outputs.saidAtOnce(Commit.class)).isEmpty();
    assertThat(outputs.saidAfter(LogRecord.Prepared.class, Commit.class)).hasSize(1);
  }

  @Test
  void primaryCommitsAtQMinus1PreparesOfBackups() {
    Solo primary = primaryOfFour();
    primary.proposes(0, 1, A);
    assertThat(primary.hearsPrepares(0, 1, A.digest(), 1).said(Commit.class)).isEmpty();
    assertThat(primary.hearsPrepares(0, 1, A.digest(), 2).said(Commit.class)).hasSize(1);
  }

  @Test
  void preparesOfOneReplicaCountOnce() {
    Solo primary = primaryOfFour();
    primary.proposes(0, 1, A);
    assertThat(primary.hearsPrepares(0, 1, A.digest(), 1, 1, 1).said(Commit.class)).isEmpty();
  }

  @Test
  void preparesForAnotherDigestDoNotCount() {
    Solo backup = backupOfFour();
    backup.receivesValid(0, 1, A);
    assertThat(backup.hearsPrepares(0, 1, B.digest(), 2, 3).said(Commit.class)).isEmpty();
  }

  @Test
  void preparesAreWorthNothingWithoutThePrePrepare() {
    Solo backup = backupOfFour();
    assertThat(backup.hearsPrepares(0, 1, A.digest(), 2, 3).said(Commit.class)).isEmpty();
    assertThat(backup.receivesValid(0, 1, A).said(Commit.class)).hasSize(1);
  }

  @Test
  void replicaThatVotedForAnotherDigestIsShownThePrePrepare() {
    Solo backup = backupOfFour();
    backup.receivesValid(0, 1, A);
    assertThat(backup.hearsPrepares(0, 1, B.digest(), 2).sentTo(2, PrePrepare.class))
        .extracting(PrePrepare::digest)
        .containsExactly(A.digest());
  }

  @Test
  void secondPrepareOfOneReplicaForAnotherDigestIsEvidenceAndNoVote() {
    Solo backup = backupOfFour();
    backup.receivesValid(0, 1, A);
    backup.hearsPrepares(0, 1, B.digest(), 2);
    Outputs outputs = backup.hearsPrepares(0, 1, A.digest(), 2);
    assertThat(outputs.said(Commit.class)).isEmpty();
    assertThat(outputs.evidence())
        .singleElement()
        .satisfies(e -> assertThat(e.culprit().index()).isEqualTo(2));
  }

  @Test
  void votesOutsideTheWatermarksAreIgnored() {
    Solo primary = primaryOfFour();
    long beyond = Solo.WINDOW + 1;
    assertThat(primary.hearsPrepares(0, beyond, A.digest(), 1, 2).all()).isEmpty();
    assertThat(primary.hearsCommits(0, beyond, A.digest(), 1, 2, 3).all()).isEmpty();
  }

  // --- committed and execution

  @Test
  void executesAtQCommitsItsOwnIncluded() {
    Solo backup = prepared();
    assertThat(backup.hearsCommits(0, 1, A.digest(), 0).of(Output.Execute.class)).isEmpty();
    assertThat(backup.hearsCommits(0, 1, A.digest(), 2).of(Output.Execute.class))
        .extracting(Output.Execute::ordered)
        .containsExactly(new Output.Ordered(SequenceNumber.of(1), of(A)));
  }

  private static Solo prepared() {
    Solo backup = backupOfFour();
    backup.receivesValid(0, 1, A);
    backup.hearsPrepares(0, 1, A.digest(), 2);
    return backup;
  }

  @Test
  void commitsOfOneReplicaCountOnce() {
    Solo backup = prepared();
    assertThat(backup.hearsCommits(0, 1, A.digest(), 2, 2, 2).of(Output.Execute.class)).isEmpty();
  }

  @Test
  void commitsForAnotherDigestDoNotCount() {
    Solo backup = prepared();
    assertThat(backup.hearsCommits(0, 1, B.digest(), 0, 2, 3).of(Output.Execute.class)).isEmpty();
  }

  @Test
  void secondCommitOfOneReplicaForAnotherDigestIsEvidenceAndNoVote() {
    Solo backup = prepared();
    backup.hearsCommits(0, 1, B.digest(), 3);
    Outputs outputs = backup.hearsCommits(0, 1, A.digest(), 3);
    assertThat(outputs.evidence()).hasSize(1);
    assertThat(backup.hearsCommits(0, 1, A.digest(), 0).of(Output.Execute.class)).isEmpty();
  }

  @Test
  void commitsThatCameBeforeItWasPreparedCountThen() {
    Solo backup = backupOfFour();
    backup.receivesValid(0, 1, A);
    backup.hearsCommits(0, 1, A.digest(), 0, 2, 3);
    assertThat(backup.hearsPrepares(0, 1, A.digest(), 2).of(Output.Execute.class)).hasSize(1);
  }

  @Test
  void commitsAloneExecuteNothing() {
    Solo backup = backupOfFour();
    backup.receivesValid(0, 1, A);
    assertThat(backup.hearsCommits(0, 1, A.digest(), 0, 2, 3).of(Output.Execute.class)).isEmpty();
  }

  // --- all together

  @Test
  void allReplicasExecuteAllRequestsInOneOrder() {
    for (int n = 1; n <= 7; n++) {
      Cluster cluster = new Cluster(n, 1).start();
      cluster.run(5_000);
      for (int i = 0; i < 20; i++) {
        cluster.request();
        cluster.run(i % 3);
      }
      cluster.runUntilAllExecuted(2_000);
      List<List<Integer>> blocks = cluster.member(0).blocks();
      assertThat(cluster.members())
          .allSatisfy(member -> assertThat(member.blocks()).isEqualTo(blocks));
    }
  }

  @Test
  void nothingIsProposedWhileNothingWaits() {
    Cluster cluster = new Cluster(4, 1).start();
    cluster.run(60_000);
    assertThat(cluster.members()).allSatisfy(member -> assertThat(member.height()).isZero());
    assertThat(cluster.members())
        .allSatisfy(member -> assertThat(member.status().view().number()).isZero());
  }
}
