package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tetrarch.consensus.cluster.Statements.stateAfter;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.cluster.Outputs;
import org.tetrarch.consensus.cluster.Solo;
import org.tetrarch.consensus.cluster.Statements;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;

/** Castro's thesis §5.2: whatever matters is said until it is answered; blocks come with proof. */
class CatchUpTest {
  private static final TestBatch A = TestBatch.of(1);
  private static final TestBatch B = TestBatch.of(2);
  private final Statements by = new Statements(4);
  private final Solo replica = Solo.joined(4, 2);

  /** What a replica is told that says twice that it stands where it stood. */
  private Outputs stuck(Solo asked, Signed<Status> status) {
    asked.receives(status);
    return asked.receives(status);
  }

  private Signed<Status> waitingForView(int sender, long view) {
    return by.status(sender, view, Status.Mode.CHANGING, 0, by.stable(0), false);
  }

  // --- telling

  @Test
  void everyReplicaTellsWhereItStandsEachPeriod() {
    replica.finalizes(0, 1, A);
    Outputs outputs = replica.fires(TimerId.STATUS);
    assertThat(outputs.said(Status.class))
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.executed()).isEqualTo(SequenceNumber.of(1));
              assertThat(status.stable().sequence()).isEqualTo(SequenceNumber.of(1));
              assertThat(status.mode()).isEqualTo(Status.Mode.ACTIVE);
            });
    assertThat(outputs.of(Output.StartTimer.class))
        .contains(new Output.StartTimer(TimerId.STATUS, Cluster.TIMEOUTS.status()));
  }

  @Test
  void whoMovesIsLeftAlone() {
    replica.receivesValid(0, 1, A);
    Outputs outputs = replica.receives(by.status(3, 0, 0), by.suspicion(3, 4), by.status(3, 0, 0));
    assertThat(outputs.sentTo(3, Message.class)).isEmpty();
  }

  @Test
  void whoStaysInAnOlderViewIsToldTheNewView() {
    replica.receives(by.emptyNewView(1));
    assertThat(replica.receives(by.status(3, 0, 0)).said(NewView.class)).isEmpty();
    assertThat(stuck(replica, by.status(3, 0, 0)).sentTo(3, NewView.class)).isNotEmpty();
  }

  @Test
  void whoWaitsForTheViewIsToldTheNewView() {
    replica.receives(by.emptyNewView(1));
    assertThat(stuck(replica, waitingForView(3, 1)).sentTo(3, NewView.class)).hasSize(1);
  }

  @Test
  void whoIsAheadInViewIsToldNothing() {
    replica.receivesValid(0, 1, A);
    Outputs outputs = stuck(replica, waitingForView(3, 5));
    assertThat(outputs.sentTo(3, Message.Slotted.class)).isEmpty();
    assertThat(outputs.said(NewView.class)).isEmpty();
  }

  @Test
  void votesOfOpenSlotsAreSaidAgain() {
    replica.receivesValid(0, 1, A);
    replica.hearsPrepares(0, 1, A.digest(), 1);
    Outputs outputs = stuck(replica, by.status(3, 0, 0));
    assertThat(outputs.sentTo(3, Prepare.class)).hasSize(1);
    assertThat(outputs.sentTo(3, Commit.class)).hasSize(1);
  }

  @Test
  void primarySaysItsProposalAgainWithTheBody() {
    Solo primary = Solo.joined(4, 0);
    primary.proposes(0, 1, A);
    Outputs outputs = stuck(primary, by.status(3, 0, 0));
    assertThat(outputs.sentTo(3, PrePrepare.class)).hasSize(1);
    assertThat(outputs.of(Output.Send.class))
        .extracting(Output.Send::envelope)
        .contains(by.proposal(0, 1, A));
  }

  @Test
  void votesOfSlotsThatTheOtherHasExecutedAreNotSaidAgain() {
    replica.receivesValid(0, 1, A);
    Outputs outputs = stuck(replica, by.status(3, 0, Status.Mode.ACTIVE, 1, by.stable(0), false));
    assertThat(outputs.sentTo(3, Message.Slotted.class)).isEmpty();
  }

  @Test
  void ownCheckpointIsSaidAgain() {
    replica.receivesValid(0, 1, A);
    replica.hearsPrepares(0, 1, A.digest(), 1);
    replica.hearsCommits(0, 1, A.digest(), 0, 1);
    replica.executes(1);
    assertThat(stuck(replica, by.status(3, 0, 0)).sentTo(3, Checkpoint.class)).hasSize(1);
  }

  @Test
  void viewChangeIsSaidAgainEachPeriodAndEachTimeTheSame() {
    ViewChange first =
        replica
            .receives(by.viewChange(0, 1), by.viewChange(3, 1))
            .said(ViewChange.class)
            .getFirst();
    for (int period = 0; period < 3; period++) {
      assertThat(replica.fires(TimerId.STATUS).said(ViewChange.class)).containsExactly(first);
    }
    replica.receives(by.emptyNewView(1));
    assertThat(replica.fires(TimerId.STATUS).said(ViewChange.class)).isEmpty();
  }

  // --- fetching

  @Test
  void whoIsBehindFetchesUpToTheCertificateFromAnotherHolderEachTime() {
    replica.receives(
        by.status(0, 0, Status.Mode.ACTIVE, 9, by.stable(9, stateAfter(9), 0, 2, 3), false));
    List<Output.FetchState> fetches =
        Stream.generate(() -> replica.fires(TimerId.STATUS).of(Output.FetchState.class))
            .limit(3)
            .flatMap(List::stream)
            .toList();
    assertThat(fetches).allSatisfy(f -> assertThat(f.target().state()).isEqualTo(stateAfter(9)));
    assertThat(fetches)
        .extracting(fetch -> fetch.from().index())
        .as("every other signer in turn, never itself")
        .containsExactly(0, 3, 0);
  }

  @Test
  void whoExecutesByItselfFetchesNothing() {
    replica.receives(by.status(0, 0, 3));
    for (int s = 1; s <= 3; s++) {
      TestBatch batch = TestBatch.of(s);
      replica.receivesValid(0, s, batch);
      replica.hearsPrepares(0, s, batch.digest(), 1);
      replica.hearsCommits(0, s, batch.digest(), 0, 1);
      replica.executes(s);
      assertThat(replica.fires(TimerId.STATUS).of(Output.FetchState.class)).isEmpty();
    }
  }

  @Test
  void importedBlocksAreExecutedAndStable() {
    replica.receives(by.status(0, 0, 9));
    Outputs outputs = replica.imports(by.stable(9));
    assertThat(outputs.of(Output.Certified.class)).hasSize(1);
    assertThat(replica.status().executed()).isEqualTo(SequenceNumber.of(9));
    assertThat(replica.fires(TimerId.STATUS).of(Output.FetchState.class)).isEmpty();
    assertThat(replica.receivesValid(0, 10, A).said(Prepare.class)).hasSize(1);
  }

  @Test
  void whatWasCommittedOnTheWayAndIsNowImportedIsNotExecutedAgain() {
    replica.receivesValid(0, 1, A);
    replica.imports(by.stable(1));
    replica.hearsPrepares(0, 1, A.digest(), 1);
    Outputs outputs = replica.hearsCommits(0, 1, A.digest(), 0, 1, 3);
    assertThat(outputs.of(Output.Execute.class)).isEmpty();
    assertThat(replica.executes(1).all()).isEmpty();
  }

  @Test
  void slotsAboveTheImportedOnesGoOn() {
    replica.receives(by.proposal(0, 2, B));
    Outputs outputs = replica.imports(by.stable(1));
    assertThat(outputs.of(Output.Validate.class))
        .extracting(Output.Validate::sequence)
        .containsExactly(SequenceNumber.of(2));
  }

  // --- all together

  @Test
  void replicaCutOffForManyWindowsCatchesUp() {
    Cluster cluster = new Cluster(4, 1).start();
    cluster.request();
    cluster.runUntilAllExecuted(5_000);
    cluster.network(Cluster.Network.split(3));
    for (int i = 0; i < 100; i++) {
      cluster.request();
      cluster.run(100);
    }
    assertThat(cluster.member(0).height()).isGreaterThan(5 * Solo.WINDOW);
    cluster.network(Cluster.Network.PERFECT);
    cluster.runUntilAllExecuted(5_000);
    assertThat(cluster.member(3).blocks()).isEqualTo(cluster.member(0).blocks());
  }

  @Test
  void replicaThatMissedOneViewChangeAfterAnotherLearnsTheLastView() {
    Cluster cluster = new Cluster(7, 1).start();
    cluster.request();
    cluster.runUntilAllExecuted(5_000);
    cluster.network(Cluster.Network.split(6));
    cluster.member(0).crash();
    cluster.run(10_000);
    cluster.member(0).start();
    cluster.run(1_000);
    cluster.member(1).crash();
    cluster.run(10_000);
    cluster.member(1).start();
    View view = cluster.member(2).status().view();
    assertThat(view).isEqualTo(View.of(2));
    cluster.network(Cluster.Network.PERFECT);
    cluster.runUntil(
        "the lone replica is in it too",
        3_000,
        () -> cluster.member(6).status().view().equals(view));
  }

  @Test
  void aLostProposalIsSaidAgain() {
    Cluster cluster = new Cluster(4, 1).start();
    cluster.run(3_000);
    cluster.tamper(Cluster.Tamper.losing(PrePrepare.class, 1, 2, 3));
    cluster.request();
    cluster.run(400);
    cluster.clearTampers();
    cluster.runUntilAllExecuted(1_500);
    assertThat(cluster.member(0).status().view()).isEqualTo(View.FIRST);
  }

  @Test
  void lostCommitsAreSaidAgain() {
    Cluster cluster = new Cluster(4, 1).start();
    cluster.run(3_000);
    cluster.tamper(Cluster.Tamper.losing(Commit.class, 0, 1, 2, 3));
    cluster.request();
    cluster.run(400);
    cluster.clearTampers();
    cluster.runUntilAllExecuted(1_500);
    assertThat(cluster.member(0).status().view()).isEqualTo(View.FIRST);
  }
}
