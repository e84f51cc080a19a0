package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.tetrarch.consensus.cluster.Statements.stateAfter;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Outputs;
import org.tetrarch.consensus.cluster.Solo;
import org.tetrarch.consensus.cluster.Statements;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;

/** PBFT §4.4. Four replicas; the primary of view v is replica v. */
class ViewChangeTest {
  private static final TestBatch A = TestBatch.of(1);
  private static final TestBatch B = TestBatch.of(2);
  private final Statements by = new Statements(4);

  /** Replica 2 has heard two others ask for view 1, and has joined them. */
  private Solo leaving(Solo replica) {
    replica.receives(by.viewChange(0, 1), by.viewChange(3, 1));
    assertThat(replica.status().mode()).isEqualTo(Status.Mode.CHANGING);
    return replica;
  }

  // --- VIEW-CHANGE

  @Test
  void oneViewChangeOfAnotherMovesNobody() {
    Solo replica = Solo.joined(4, 2);
    assertThat(replica.receives(by.viewChange(0, 1)).said(ViewChange.class)).isEmpty();
    assertThat(replica.receives(by.viewChange(0, 9)).said(ViewChange.class)).isEmpty();
    assertThat(replica.status().view()).isEqualTo(View.FIRST);
  }

  @Test
  void fPlusOneViewChangesMakeAReplicaJoinTheSmallestView() {
    Solo replica = Solo.joined(4, 2);
    Outputs outputs = replica.receives(by.viewChange(0, 7), by.viewChange(3, 5));
    assertThat(outputs.said(ViewChange.class))
        .extracting(ViewChange::view)
        .containsExactly(View.of(5));
  }

  @Test
  void viewChangeIsSaidOnlyAfterTheAttemptIsDurable() {
    Solo replica = Solo.joined(4, 2);
    Outputs outputs = replica.receives(by.viewChange(0, 1), by.viewChange(3, 1));
    assertThat(outputs.saidAtOnce(ViewChange.class)).isEmpty();
    assertThat(outputs.saidAfter(LogRecord.ViewAttempted.class, ViewChange.class)).hasSize(1);
  }

  @Test
  void viewChangeCarriesTheStableCheckpointAndWhatIsPreparedAboveIt() {
    Solo replica = Solo.joined(4, 2);
    replica.finalizes(0, 1, A);
    replica.receivesValid(0, 2, B);
    replica.hearsPrepares(0, 2, B.digest(), 1);
    replica.receivesValid(0, 3, TestBatch.of(3));
    ViewChange said =
        replica
            .receives(by.viewChange(0, 1), by.viewChange(3, 1))
            .said(ViewChange.class)
            .getFirst();
    assertThat(said.stable().sequence()).isEqualTo(SequenceNumber.of(1));
    assertThat(said.prepared())
        .extracting(PreparedCertificate::digest)
        .as("prepared, not merely accepted")
        .containsExactly(B.digest());
  }

  @Test
  void whatWasExecutedButIsNotStableYetIsStillCarried() {
    Solo replica = Solo.joined(4, 2);
    replica.receivesValid(0, 1, A);
    replica.hearsPrepares(0, 1, A.digest(), 1);
    replica.hearsCommits(0, 1, A.digest(), 0, 1);
    replica.executes(1);
    Outputs outputs = replica.receives(by.viewChange(0, 1), by.viewChange(3, 1));
    assertThat(outputs.said(ViewChange.class).getFirst().prepared()).hasSize(1);
  }

  @Test
  void replicaThatLeftAViewVotesInItNoMore() {
    Solo replica = Solo.joined(4, 2);
    replica.receives(by.proposal(0, 1, A));
    leaving(replica);
    assertThat(replica.finds(0, 1, A).said(Prepare.class)).isEmpty();
    assertThat(replica.receivesValid(0, 2, B).said(Prepare.class)).isEmpty();
    Outputs votes = replica.hearsPrepares(0, 1, A.digest(), 1, 3);
    assertThat(votes.said(Commit.class)).isEmpty();
  }

  @Test
  void replicaThatLeftAViewExecutesNothingCommittedInItLater() {
    Solo replica = Solo.joined(4, 2);
    replica.receivesValid(0, 1, A);
    replica.hearsPrepares(0, 1, A.digest(), 1);
    leaving(replica);
    assertThat(replica.hearsCommits(0, 1, A.digest(), 0, 1, 3).of(Output.Execute.class)).isEmpty();
  }

  @Test
  void ofEachSenderTheNewestViewChangeCounts() {
    Solo replica = Solo.joined(4, 2);
    replica.receives(by.viewChange(0, 5));
    replica.receives(by.viewChange(0, 1));
    Outputs outputs = replica.receives(by.viewChange(3, 8));
    assertThat(outputs.said(ViewChange.class))
        .extracting(ViewChange::view)
        .containsExactly(View.of(5));
  }

  // --- NEW-VIEW, by the new primary

  @Test
  void newPrimaryOpensTheViewAtQViewChanges() {
    Solo primary = Solo.joined(4, 1);
    assertThat(primary.receives(by.viewChange(0, 1)).said(NewView.class)).isEmpty();
    Outputs outputs = primary.receives(by.viewChange(3, 1));
    assertThat(outputs.said(NewView.class).getFirst().viewChanges()).hasSize(3);
    assertThat(primary.status().mode()).isEqualTo(Status.Mode.ACTIVE);
  }

  @Test
  void newViewIsSaidOnlyAfterItIsDurable() {
    Solo primary = Solo.joined(4, 1);
    Outputs outputs = primary.receives(by.viewChange(0, 1), by.viewChange(3, 1));
    assertThat(outputs.saidAtOnce(NewView.class)).isEmpty();
    assertThat(outputs.saidAfter(LogRecord.ViewEntered.class, NewView.class)).hasSize(1);
  }

  @Test
  void viewChangesForOtherViewsDoNotMakeItsQuorum() {
    Solo primary = Solo.joined(4, 1);
    Outputs outputs = primary.receives(by.viewChange(0, 1), by.viewChange(3, 5));
    assertThat(outputs.said(ViewChange.class)).hasSize(1);
    assertThat(outputs.said(NewView.class)).isEmpty();
  }

  @Test
  void newPrimaryAssignsWhatWasPrepared() {
    Solo primary = Solo.joined(4, 1);
    Outputs outputs =
        primary.receives(by.viewChange(0, 1, by.prepared(0, 1, A.digest())), by.viewChange(3, 1));
    assertThat(outputs.said(NewView.class).getFirst().prePrepares())
        .extracting(signed -> signed.message().digest())
        .containsExactly(A.digest());
  }

  @Test
  void newPrimaryProposesNothingAboveWhatItHasNotTheBodyOf() {
    Solo primary = Solo.joined(4, 1);
    Outputs outputs =
        primary.receives(by.viewChange(0, 1, by.prepared(0, 1, A.digest())), by.viewChange(3, 1));
    assertThat(outputs.of(Output.BatchWanted.class)).isEmpty();
    assertThat(primary.proposes(1, 1, B).said(PrePrepare.class)).isEmpty();
    Outputs fetched = primary.fetches(A);
    assertThat(fetched.of(Output.BatchWanted.class))
        .extracting(Output.BatchWanted::sequence)
        .containsExactly(SequenceNumber.of(2));
  }

  @Test
  void othersWaitForTheNewPrimaryWithATimer() {
    Solo replica = Solo.joined(4, 2);
    assertThat(newViewTimers(replica.receives(by.viewChange(0, 1)))).isEmpty();
    Outputs outputs = replica.receives(by.viewChange(3, 1));
    assertThat(outputs.said(NewView.class)).isEmpty();
    assertThat(newViewTimers(outputs)).hasSize(1);
    assertThat(replica.fires(TimerId.NEW_VIEW).said(ViewChange.class))
        .extracting(ViewChange::view)
        .containsExactly(View.of(2));
  }

  private static List<Output.StartTimer> newViewTimers(Outputs outputs) {
    return outputs.of(Output.StartTimer.class).stream()
        .filter(start -> start.timer() == TimerId.NEW_VIEW)
        .toList();
  }

  // --- NEW-VIEW, at a backup

  @Test
  void backupEntersAndVotesOnWhatTheNewViewAssigns() {
    Solo replica = Solo.joined(4, 2);
    replica.receivesValid(0, 1, A);
    replica.hearsPrepares(0, 1, A.digest(), 1);
    leaving(replica);
    Outputs outputs =
        replica.receives(
            by.newView(
                1,
                by.viewChange(0, 1, by.prepared(0, 1, A.digest())),
                by.viewChange(1, 1),
                by.viewChange(3, 1)));
    assertThat(outputs.of(Output.ViewEntered.class)).hasSize(1);
    assertThat(outputs.saidAtOnce(Prepare.class)).isEmpty();
    assertThat(outputs.saidAfter(LogRecord.ViewEntered.class, Prepare.class))
        .extracting(Prepare::view, Prepare::digest)
        .containsExactly(tuple(View.of(1), A.digest()));
  }

  @Test
  void backupThatDidNotAskForAViewEntersItAllTheSame() {
    Solo replica = Solo.joined(4, 2);
    replica.receives(by.emptyNewView(1));
    assertThat(replica.status().view()).isEqualTo(View.of(1));
    assertThat(replica.receivesValid(1, 1, A).said(Prepare.class)).hasSize(1);
  }

  @Test
  void newViewBelowWhatWasAskedForIsIgnored() {
    Solo replica = Solo.joined(4, 3);
    replica.receives(by.viewChange(0, 2), by.viewChange(1, 2));
    assertThat(replica.receives(by.emptyNewView(1)).of(Output.ViewEntered.class)).isEmpty();
    assertThat(replica.status().view()).isEqualTo(View.of(2));
  }

  @Test
  void newViewOfAnOlderViewIsIgnored() {
    Solo replica = Solo.joined(4, 3);
    replica.receives(by.emptyNewView(2));
    assertThat(replica.receives(by.emptyNewView(1)).all()).isEmpty();
    assertThat(replica.status().view()).isEqualTo(View.of(2));
  }

  @Test
  void sameNewViewAgainChangesNothing() {
    Solo replica = Solo.joined(4, 2);
    replica.receives(by.emptyNewView(1));
    replica.receivesValid(1, 1, A);
    Outputs again = replica.receives(by.emptyNewView(1));
    assertThat(again.all()).isEmpty();
    assertThat(replica.hearsPrepares(1, 1, A.digest(), 3).said(Commit.class)).hasSize(1);
  }

  @Test
  void twoNewViewsForOneViewAreEvidence() {
    Solo replica = Solo.joined(4, 2);
    Signed<NewView> first =
        by.newView(1, by.viewChange(0, 1), by.viewChange(1, 1), by.viewChange(3, 1));
    Signed<NewView> second =
        by.newView(1, by.viewChange(0, 1), by.viewChange(1, 1), by.viewChange(2, 1));
    replica.receives(first);
    assertThat(replica.receives(second).evidence())
        .singleElement()
        .satisfies(e -> assertThat(e.culprit().index()).isEqualTo(1));
    assertThat(replica.status().view()).isEqualTo(View.of(1));
  }

  @Test
  void missingBodyIsFetchedFromThoseWhoPreparedIt() {
    Solo replica = Solo.joined(4, 2);
    PreparedCertificate certificate = by.prepared(0, 1, A.digest(), 1, 3);
    Outputs outputs =
        replica.receives(
            by.newView(
                1, by.viewChange(0, 1), by.viewChange(1, 1), by.viewChange(3, 1, certificate)));
    Output.FetchBatch fetch = outputs.of(Output.FetchBatch.class).getFirst();
    assertThat(fetch.digest()).isEqualTo(A.digest());
    assertThat(fetch.holders()).extracting(holder -> holder.index()).containsExactly(1, 3);
    assertThat(outputs.said(Prepare.class)).as("not before the body is here").isEmpty();
    assertThat(replica.fires(TimerId.STATUS).of(Output.FetchBatch.class)).as("again").hasSize(1);
    assertThat(replica.fetches(B).said(Prepare.class)).as("another body").isEmpty();
    assertThat(replica.fetches(A).said(Prepare.class)).hasSize(1);
    assertThat(replica.fetches(A).all()).isEmpty();
  }

  @Test
  void bodyOfWhatWasPreparedHereIsKeptUntilItsOwnSequenceNumberIsStable() {
    Solo replica = Solo.joined(4, 2);
    replica.receivesValid(0, 1, A);
    replica.receivesValid(0, 2, B);
    replica.hearsPrepares(0, 1, A.digest(), 1);
    replica.hearsCommits(0, 1, A.digest(), 0, 1);
    replica.executes(1);
    leaving(replica);
    // The low watermark moves while no view has assigned 2 here. Somebody else may hold, with this
    // replica's PREPARE in it, the certificate that 2 is prepared, and will carry it on.
    replica.hearsCheckpoints(1, stateAfter(1), 0, 1);
    assertThat(replica.status().stable().sequence()).isEqualTo(SequenceNumber.of(1));
    assertThat(replica.body(B.digest())).contains(B);
    Outputs outputs =
        replica.receives(
            by.newView(
                1,
                by.viewChange(0, 1, by.stable(1)),
                by.viewChange(1, 1, by.stable(1), by.prepared(0, 2, B.digest(), 1, 2)),
                by.viewChange(3, 1, by.stable(1))));
    assertThat(outputs.of(Output.FetchBatch.class)).isEmpty();
    assertThat(outputs.said(Prepare.class))
        .extracting(Prepare::view, Prepare::digest)
        .containsExactly(tuple(View.of(1), B.digest()));
    replica.imports(by.stable(2));
    assertThat(replica.body(B.digest())).as("not longer").isEmpty();
  }

  @Test
  void newViewBeginsAboveTheHighestStableCheckpoint() {
    Solo replica = Solo.joined(4, 2);
    replica.finalizes(0, 1, A);
    replica.receives(
        by.newView(
            1,
            by.viewChange(0, 1, by.stable(1)),
            by.viewChange(1, 1, by.prepared(0, 1, A.digest())),
            by.viewChange(3, 1)));
    assertThat(replica.receivesValid(1, 2, B).said(Prepare.class))
        .extracting(Prepare::sequence)
        .containsExactly(SequenceNumber.of(2));
  }

  @Test
  void whatIsExecutedAlreadyIsVotedOnInTheNewViewButNotExecutedAgain() {
    Solo replica = Solo.joined(4, 2);
    replica.receivesValid(0, 1, A);
    replica.hearsPrepares(0, 1, A.digest(), 1);
    replica.hearsCommits(0, 1, A.digest(), 0, 1);
    replica.executes(1);
    leaving(replica);
    Outputs entered =
        replica.receives(
            by.newView(
                1,
                by.viewChange(0, 1, by.prepared(0, 1, A.digest())),
                by.viewChange(1, 1),
                by.viewChange(3, 1)));
    assertThat(entered.said(Prepare.class)).hasSize(1);
    replica.hearsPrepares(1, 1, A.digest(), 0, 3);
    Outputs commits = replica.hearsCommits(1, 1, A.digest(), 0, 1, 3);
    assertThat(commits.of(Output.Execute.class)).isEmpty();
  }

  @Test
  void assignmentThatContradictsWhatWasExecutedHalts() {
    Solo replica = Solo.joined(4, 2);
    replica.receivesValid(0, 1, A);
    replica.hearsPrepares(0, 1, A.digest(), 1);
    replica.hearsCommits(0, 1, A.digest(), 0, 1);
    // Only more than f liars can prepare another batch where one was committed.
    Outputs outputs =
        replica.receives(
            by.newView(
                1,
                by.viewChange(0, 1, by.prepared(0, 1, B.digest())),
                by.viewChange(1, 1),
                by.viewChange(3, 1)));
    assertThat(outputs.of(Output.Halt.class))
        .extracting(Output.Halt::invariant)
        .containsExactly("INV-1");
  }

  @Test
  void nothingIsSignedInTheVeryStepThatHalts() {
    Solo replica = Solo.joined(4, 2);
    for (int sequence = 1; sequence <= 2; sequence++) {
      TestBatch batch = TestBatch.of(sequence);
      replica.receivesValid(0, sequence, batch);
      replica.hearsPrepares(0, sequence, batch.digest(), 1);
      replica.hearsCommits(0, sequence, batch.digest(), 0, 1);
    }
    replica.hearsPrepares(1, 1, A.digest(), 0, 3);
    Outputs outputs =
        replica.receives(
            by.newView(
                1,
                by.viewChange(0, 1, by.prepared(0, 1, A.digest())),
                by.viewChange(1, 1, by.prepared(0, 2, A.digest())),
                by.viewChange(3, 1)));
    assertThat(outputs.of(Output.Halt.class)).hasSize(1);
    assertThat(outputs.said(Commit.class)).as("1 is prepared in view 1 now").isEmpty();
  }

  @Test
  void nullRequestIsVotedOnWithoutABody() {
    Solo replica = Solo.joined(4, 2);
    Outputs outputs =
        replica.receives(
            by.newView(
                1,
                by.viewChange(0, 1, by.prepared(0, 2, B.digest())),
                by.viewChange(1, 1),
                by.viewChange(3, 1)));
    assertThat(outputs.said(Prepare.class))
        .extracting(Prepare::sequence, Prepare::digest)
        .containsExactly(tuple(SequenceNumber.of(1), Digest.NULL_REQUEST));
  }

  @Test
  void votesThatOvertakeTheNewViewAreKeptForIt() {
    Solo replica = leaving(Solo.joined(4, 2));
    replica.hearsPrepares(1, 1, A.digest(), 3);
    replica.hearsCommits(1, 1, A.digest(), 1, 3);
    replica.receives(by.emptyNewView(1));
    Outputs outputs = replica.receivesValid(1, 1, A);
    assertThat(outputs.said(Commit.class)).hasSize(1);
    assertThat(outputs.of(Output.Execute.class)).hasSize(1);
  }

  @Test
  void certificateInAViewChangeTellsThatThisReplicaIsBehind() {
    Solo replica = Solo.joined(4, 2);
    replica.receives(by.viewChange(0, 1, by.stable(5)));
    assertThat(replica.fires(TimerId.STATUS).of(Output.FetchState.class))
        .singleElement()
        .satisfies(fetch -> assertThat(fetch.target().state()).isEqualTo(stateAfter(5)));
  }
}
