package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Outputs;
import org.tetrarch.consensus.cluster.Solo;
import org.tetrarch.consensus.cluster.Statements;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;

/**
 * Durable before said: after a crash at any point a replica says what it said before or nothing.
 * {@link org.tetrarch.consensus.cluster.Cluster} checks the first half in every run: no statement
 * leaves a correct replica that its log does not cover.
 */
class RecoveryTest {
  private static final TestBatch A = TestBatch.of(1);
  private static final TestBatch B = TestBatch.of(2);
  private final Statements by = new Statements(4);
  private final Solo backup = Solo.joined(4, 2);
  private final Solo primary = Solo.joined(4, 0);

  // --- normal case

  @Test
  void restartedBackupSaysItsVotesAgain() {
    backup.receivesValid(0, 1, A);
    backup.hearsPrepares(0, 1, A.digest(), 1);
    Outputs outputs = backup.restart();
    assertThat(outputs.said(Prepare.class))
        .containsExactly(by.prepare(2, 0, 1, A.digest()).message());
    assertThat(outputs.said(Commit.class))
        .containsExactly(by.commit(2, 0, 1, A.digest()).message());
  }

  @Test
  void restartedBackupPreparesNoOtherBatchWhereItPreparedOne() {
    backup.receivesValid(0, 1, A);
    backup.restart();
    Outputs outputs = backup.receivesValid(0, 1, B);
    assertThat(outputs.said(Prepare.class)).isEmpty();
    assertThat(outputs.evidence()).as("the primary gave itself away").hasSize(1);
  }

  @Test
  void whatWasOnlyOfferedBeforeTheCrashBindsNobody() {
    backup.receives(by.proposal(0, 1, A));
    backup.restart();
    assertThat(backup.receivesValid(0, 1, B).said(Prepare.class)).hasSize(1);
  }

  @Test
  void restartedPrimarySaysItsProposalAgainAndAssignsTheNextNumberNext() {
    primary.proposes(0, 1, A);
    Outputs outputs = primary.restart();
    assertThat(outputs.of(Output.Broadcast.class))
        .extracting(Output.Broadcast::envelope)
        .contains(by.proposal(0, 1, A));
    assertThat(outputs.of(Output.BatchWanted.class))
        .extracting(Output.BatchWanted::sequence)
        .containsExactly(SequenceNumber.of(2));
    assertThat(primary.proposes(0, 1, B).said(PrePrepare.class)).isEmpty();
  }

  @Test
  void restartedReplicaGoesOnWithTheVotesThatItHadSaidAlone() {
    backup.receivesValid(0, 1, A);
    backup.restart();
    backup.hearsPrepares(0, 1, A.digest(), 1);
    Outputs outputs = backup.hearsCommits(0, 1, A.digest(), 0, 1);
    assertThat(outputs.of(Output.Execute.class))
        .extracting(Output.Execute::ordered)
        .containsExactly(new Output.Ordered(SequenceNumber.of(1), Optional.of(A)));
  }

  @Test
  void preparedCertificateIsRestoredWhole() {
    backup.receivesValid(0, 1, A);
    backup.hearsPrepares(0, 1, A.digest(), 1);
    backup.restart();
    assertThat(backup.hearsCommits(0, 1, A.digest(), 0, 1).of(Output.Execute.class)).hasSize(1);
  }

  // --- execution and checkpoints

  @Test
  void committedButNotExecutedBlockIsExecutedAfterTheRestart() {
    commit(backup, 1, A);
    backup.restart();
    assertThat(backup.hearsCommits(0, 1, A.digest(), 0, 1).of(Output.Execute.class)).hasSize(1);
  }

  private static void commit(Solo replica, long sequence, TestBatch batch) {
    replica.receivesValid(0, sequence, batch);
    replica.hearsPrepares(0, sequence, batch.digest(), 1);
    replica.hearsCommits(0, sequence, batch.digest(), 0, 1);
  }

  @Test
  void executedBlockIsNotExecutedAgainAndItsCheckpointIsSaidAgain() {
    commit(backup, 1, A);
    Checkpoint said = backup.executes(1).said(Checkpoint.class).getFirst();
    Outputs outputs = backup.restart();
    assertThat(outputs.said(Checkpoint.class)).containsExactly(said);
    Outputs commits = backup.hearsCommits(0, 1, A.digest(), 0, 1, 3);
    assertThat(commits.of(Output.Execute.class)).isEmpty();
  }

  @Test
  void stableCheckpointIsRestored() {
    backup.finalizes(0, 1, A);
    backup.restart();
    assertThat(backup.status().stable().sequence()).isEqualTo(SequenceNumber.of(1));
    assertThat(backup.receivesValid(0, 2, B).said(Prepare.class)).hasSize(1);
  }

  @Test
  void votesAboveTheStableCheckpointAreRestoredWhereverTheRecordsLie() {
    backup.receivesValid(0, 1, A);
    backup.receivesValid(0, 2, B);
    backup.hearsPrepares(0, 1, A.digest(), 1);
    backup.hearsCommits(0, 1, A.digest(), 0, 1);
    backup.executes(1);
    backup.hearsCheckpoints(1, Statements.stateAfter(1), 0, 1);
    assertThat(backup.restart().said(Prepare.class))
        .containsExactly(by.prepare(2, 0, 2, B.digest()).message());
  }

  @Test
  void certificateWhoseBlocksWereLostWithThePowerIsNotBelievedStable() {
    List<LogRecord> log =
        List.of(
            new LogRecord.Joined(SequenceNumber.GENESIS),
            new LogRecord.CheckpointStable(by.stable(7)));
    backup.restartWith(log);
    assertThat(backup.status().stable().sequence()).isEqualTo(SequenceNumber.GENESIS);
    assertThat(backup.status().executed()).isEqualTo(SequenceNumber.GENESIS);
  }

  /** With certificate 7 the log forgot the votes up to 7; then the blocks were lost. */
  private void losesBlocks(Solo replica) {
    replica.restartWith(
        List.of(
            new LogRecord.Joined(SequenceNumber.GENESIS),
            new LogRecord.CheckpointStable(by.stable(7))));
  }

  @Test
  void whereBlocksAreLostItVotesAgainOnlyAboveWhatTheLogHasForgotten() {
    losesBlocks(backup);
    assertThat(backup.receivesValid(0, 1, A).said(Prepare.class)).isEmpty();
    backup.imports(by.stable(6));
    assertThat(backup.status().mode()).isEqualTo(Status.Mode.ABSTAINING);
    backup.imports(by.stable(7));
    assertThat(backup.status().mode()).isEqualTo(Status.Mode.ACTIVE);
    assertThat(backup.receivesValid(0, 8, B).said(Prepare.class)).hasSize(1);
  }

  @Test
  void whereBlocksAreLostItAsksForNoViewWithoutWhatTheLogHasForgotten() {
    losesBlocks(backup);
    Outputs outputs = backup.receives(by.viewChange(0, 1), by.viewChange(3, 1));
    assertThat(outputs.said(ViewChange.class)).isEmpty();
  }

  // --- view changes

  private Outputs demandsViewOne(Solo replica) {
    return replica.receives(by.viewChange(0, 1), by.viewChange(3, 1));
  }

  @Test
  void restartedMidViewChangeItAsksAgainInTheSameWords() {
    backup.receivesValid(0, 1, A);
    backup.hearsPrepares(0, 1, A.digest(), 1);
    ViewChange said = demandsViewOne(backup).said(ViewChange.class).getFirst();
    Outputs outputs = backup.restart();
    assertThat(outputs.said(ViewChange.class)).containsExactly(said);
    assertThat(backup.status().mode()).isEqualTo(Status.Mode.CHANGING);
    assertThat(outputs.said(Prepare.class)).as("no vote in the view it left").isEmpty();
    assertThat(backup.receivesValid(0, 2, B).said(Prepare.class)).isEmpty();
  }

  @Test
  void restartedMidViewChangeItStillWaitsForTheNewViewWithATimer() {
    demandsViewOne(backup);
    backup.restart();
    Outputs outputs = demandsViewOne(backup);
    assertThat(outputs.of(Output.StartTimer.class))
        .extracting(Output.StartTimer::timer)
        .contains(TimerId.NEW_VIEW);
  }

  @Test
  void restartedAfterEnteringItIsInTheViewAndNotInAnOlderOne() {
    backup.receives(by.emptyNewView(1));
    backup.restart();
    assertThat(backup.status().view()).isEqualTo(View.of(1));
    assertThat(backup.status().mode()).isEqualTo(Status.Mode.ACTIVE);
    assertThat(backup.receivesValid(0, 1, A).said(Prepare.class)).isEmpty();
    assertThat(backup.receivesValid(1, 1, A).said(Prepare.class)).hasSize(1);
  }

  @Test
  void restartedNewPrimaryTellsTheSameNewViewToWhoWaitsForIt() {
    Solo second = Solo.joined(4, 1);
    NewView said =
        second
            .receives(by.viewChange(0, 1, by.prepared(0, 1, A.digest())), by.viewChange(3, 1))
            .said(NewView.class)
            .getFirst();
    second.restart();
    Signed<Status> waiting = by.status(3, 1, Status.Mode.CHANGING, 0, by.stable(0), false);
    assertThat(second.receives(waiting, waiting).sentTo(3, NewView.class)).containsExactly(said);
    second.receives(by.viewChange(2, 1));
    assertThat(second.receives(by.viewChange(3, 1)).said(NewView.class)).isEmpty();
  }

  @Test
  void restartedBetweenEnteringAViewAndTakingOverItsAssignmentsItTakesThemOver() {
    backup.receivesValid(0, 1, A);
    Signed<NewView> newView =
        by.newView(
            1,
            by.viewChange(0, 1, by.prepared(0, 1, A.digest())),
            by.viewChange(1, 1),
            by.viewChange(3, 1));
    backup.receives(newView);
    List<LogRecord> untilEntered =
        backup.disk().stream()
            .limit(1 + backup.disk().indexOf(new LogRecord.ViewEntered(newView)))
            .toList();
    assertThat(backup.restartWith(untilEntered).said(Prepare.class))
        .containsExactly(by.prepare(2, 1, 1, A.digest()).message());
  }

  @Test
  void whatWasPreparedInAnOlderViewIsCarriedAfterTheRestart() {
    backup.receivesValid(0, 1, A);
    backup.hearsPrepares(0, 1, A.digest(), 1);
    backup.receives(by.emptyNewView(1));
    backup.restart();
    Outputs outputs = backup.receives(by.viewChange(0, 2), by.viewChange(3, 2));
    assertThat(outputs.said(ViewChange.class).getFirst().prepared())
        .extracting(PreparedCertificate::view, PreparedCertificate::digest)
        .containsExactly(tuple(View.FIRST, A.digest()));
  }

  @Test
  void bodyAcceptedInAnOlderViewIsStillServedAfterTheRestart() {
    backup.receivesValid(0, 1, A);
    backup.hearsPrepares(0, 1, A.digest(), 1);
    backup.receives(by.emptyNewView(1));
    backup.restart();
    assertThat(backup.body(A.digest())).contains(A);
  }

  @Test
  void whatWasVotedInALaterViewStandsAgainstWhatWasVotedInAnEarlierOne() {
    backup.receivesValid(0, 1, A);
    backup.receives(by.emptyNewView(1));
    backup.receivesValid(1, 1, B);
    Outputs outputs = backup.restart();
    assertThat(outputs.said(Prepare.class))
        .containsExactly(by.prepare(2, 1, 1, B.digest()).message());
  }
}
