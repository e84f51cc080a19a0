package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tetrarch.consensus.cluster.Statements.stateAfter;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.cluster.Outputs;
import org.tetrarch.consensus.cluster.Solo;
import org.tetrarch.consensus.cluster.Statements;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;

/** A replica with an empty log is new, or was wiped and cannot know what it signed. */
class JoiningTest {
  private static final TestBatch A = TestBatch.of(1);
  private static final long L = Solo.WINDOW;
  private final Statements by = new Statements(4);

  private Solo fresh() {
    Solo replica = Solo.of(4, 1);
    replica.restart();
    return replica;
  }

  private Signed<Status> atGenesis(int replica) {
    return by.status(replica, 0, 0);
  }

  /** Says that it has executed something, without a certificate. */
  private Signed<Status> claims(int replica, long executed) {
    return by.status(replica, 0, Status.Mode.ACTIVE, executed, by.stable(0), false);
  }

  @Test
  void itVotesNotBeforeItKnowsWhereTheOthersAre() {
    Solo replica = fresh();
    assertThat(replica.status().mode()).isEqualTo(Status.Mode.ABSTAINING);
    assertThat(replica.status().voteFloor()).isEqualTo(-1);
    assertThat(replica.receivesValid(0, 1, A).said(Prepare.class)).isEmpty();
    Outputs outputs = replica.receives(by.suspicion(2, 0), by.suspicion(3, 0));
    assertThat(outputs.said(ViewChange.class)).isEmpty();
  }

  @Test
  void amongOthersAtGenesisItVotesAtOnceButNotBeforeThatIsDurable() {
    Solo replica = fresh();
    replica.receives(by.proposal(0, 1, A));
    assertThat(replica.receives(atGenesis(0), atGenesis(2)).written(LogRecord.Joined.class))
        .isEmpty();
    Outputs outputs = replica.receives(atGenesis(3));
    assertThat(outputs.written(LogRecord.Joined.class))
        .containsExactly(new LogRecord.Joined(SequenceNumber.GENESIS));
    assertThat(replica.finds(0, 1, A).said(Prepare.class)).hasSize(1);
  }

  @Test
  void ofOthersThatStayAwayItDoesNotWaitForMoreThanFButForAQuorumAlways() {
    Solo replica = fresh();
    replica.receives(atGenesis(0));
    Outputs tooFew = replica.fires(TimerId.JOIN);
    assertThat(tooFew.written(LogRecord.Joined.class)).isEmpty();
    assertThat(tooFew.of(Output.StartTimer.class))
        .extracting(Output.StartTimer::timer)
        .contains(TimerId.JOIN);
    replica.receives(atGenesis(2));
    assertThat(replica.fires(TimerId.JOIN).written(LogRecord.Joined.class)).hasSize(1);
  }

  @Test
  void amongOthersPastGenesisItVotesOnlyBeyondAllThatItCouldHaveVotedOn() {
    Solo replica = fresh();
    Outputs outputs = replica.receives(by.status(0, 0, 3), by.status(2, 0, 5), atGenesis(3));
    assertThat(outputs.written(LogRecord.Joined.class))
        .containsExactly(new LogRecord.Joined(SequenceNumber.of(5 + 2 * L)));
    assertThat(replica.status().mode()).isEqualTo(Status.Mode.ABSTAINING);
  }

  @Test
  void oneUnprovenClaimDoesNotKeepANewReplicaFromVoting() {
    Solo replica = fresh();
    replica.receives(claims(0, 1_000), atGenesis(2), atGenesis(3));
    assertThat(replica.status().mode()).isEqualTo(Status.Mode.ACTIVE);
  }

  @Test
  void fPlusOneClaimsDoSinceACorrectOneIsAmongThem() {
    Solo replica = fresh();
    replica.receives(claims(0, 1), claims(2, 1), atGenesis(3));
    assertThat(replica.status().mode()).isEqualTo(Status.Mode.ABSTAINING);
    assertThat(replica.status().voteFloor()).isEqualTo(2 * L);
  }

  /** Or a network whose replicas do not all start at once might never begin. */
  @Test
  void thatOthersHaveGivenUpOnViewZeroDoesNotKeepANewReplicaFromVoting() {
    Solo replica = fresh();
    replica.receives(by.status(0, 1, 0), by.status(2, 1, 0), by.status(3, 1, 0));
    assertThat(replica.status().mode()).isEqualTo(Status.Mode.ACTIVE);
  }

  @Test
  void itsOwnPrePrepareThatItHasNoRecordOfTellsItThatItLostItsLog() {
    Solo replica = Solo.joined(4, 1);
    assertThat(replica.status().mode()).isEqualTo(Status.Mode.ACTIVE);
    Outputs outputs = replica.receives(by.prePrepare(1, 1, A.digest()));
    assertThat(outputs.written(LogRecord.Joined.class))
        .containsExactly(new LogRecord.Joined(SequenceNumber.of(1 + 2 * L)));
    assertThat(replica.status().mode()).isEqualTo(Status.Mode.ABSTAINING);
    replica.restart();
    assertThat(replica.status().voteFloor()).isEqualTo(1 + 2 * L);
  }

  @Test
  void ofTwoPrePreparesOfItsOwnItAccusesNobody() {
    Solo primary = Solo.joined(4, 0);
    primary.proposes(0, 1, A);
    Outputs outputs = primary.receives(by.prePrepare(0, 1, TestBatch.of(2).digest()));
    assertThat(outputs.of(Output.Misbehaviour.class)).isEmpty();
    assertThat(outputs.said(PrePrepare.class)).isEmpty();
    assertThat(primary.status().mode()).isEqualTo(Status.Mode.ABSTAINING);
  }

  @Test
  void soDoesItsOwnNewView() {
    Solo replica = Solo.joined(4, 1);
    replica.receives(by.emptyNewView(1));
    assertThat(replica.status().mode()).isEqualTo(Status.Mode.ABSTAINING);
    assertThat(replica.status().view()).isEqualTo(View.of(1));
  }

  @Test
  void whileItStillAsksItsOwnPrePrepareDecidesThatItIsNotNew() {
    Solo replica = fresh();
    replica.receives(by.prePrepare(1, 1, A.digest()));
    replica.receives(atGenesis(0), atGenesis(2), atGenesis(3));
    assertThat(replica.status().voteFloor()).isEqualTo(1 + 2 * L);
  }

  /** Or a crash before it has decided would make it take itself for new. */
  @Test
  void thatItHasLostItsLogOutlivesARestart() {
    Solo replica = fresh();
    Outputs outputs = replica.receives(by.prePrepare(1, 7, A.digest()));
    assertThat(outputs.written(LogRecord.LogLost.class))
        .containsExactly(new LogRecord.LogLost(SequenceNumber.of(7)));
    assertThat(replica.receives(by.prePrepare(1, 7, A.digest())).written(LogRecord.LogLost.class))
        .as("told once")
        .isEmpty();
    replica.restart();
    replica.receives(atGenesis(0), atGenesis(2), atGenesis(3));
    assertThat(replica.status().voteFloor()).isEqualTo(7 + 2 * L);
  }

  @Test
  void itsOwnVotesOfAnyKindTellItThatItLostItsLogAndCountForNothing() {
    for (Signed<? extends Message> own :
        List.of(by.prepare(1, 0, 1, A.digest()), by.commit(1, 0, 1, A.digest()))) {
      Solo replica = Solo.joined(4, 1);
      replica.receives(own);
      assertThat(replica.status().mode()).isEqualTo(Status.Mode.ABSTAINING);
      assertThat(replica.footprint().slotVotes()).isZero();
    }
  }

  @Test
  void whoHasExecutedSomethingIsNotNewWhateverTheOthersSay() {
    Solo replica = fresh();
    replica.imports(by.stable(1));
    replica.receives(atGenesis(0), atGenesis(2), atGenesis(3));
    assertThat(replica.status().voteFloor()).isEqualTo(1 + 2 * L);
  }

  @Test
  void whatItHasSaidAndKnowsOfChangesNothing() {
    Solo primary = Solo.joined(4, 0);
    primary.proposes(0, 1, A);
    primary.receives(by.prePrepare(0, 1, A.digest()));
    primary.restart();
    primary.receives(by.prePrepare(0, 1, A.digest()));
    assertThat(primary.status().mode()).isEqualTo(Status.Mode.ACTIVE);
  }

  @Test
  void peersShowAnAbstainingReplicaWhatItHasSaid() {
    Solo peer = Solo.joined(4, 2);
    peer.receivesValid(0, 1, A);
    Outputs outputs =
        peer.receives(by.status(0, 0, Status.Mode.ABSTAINING, 0, by.stable(0), false));
    assertThat(outputs.said(PrePrepare.class))
        .containsExactly(by.prePrepare(0, 1, A.digest()).message());
  }

  @Test
  void alsoVotesOfAViewThatIsPastIfTheyMadeACertificate() {
    Solo peer = Solo.joined(4, 2);
    peer.receivesValid(0, 1, A);
    peer.receives(by.prepare(1, 0, 1, A.digest()), by.prepare(3, 0, 1, A.digest()));
    peer.receives(by.suspicion(0, 0), by.suspicion(1, 0), by.suspicion(3, 0));
    Outputs outputs =
        peer.receives(by.status(1, 0, Status.Mode.ABSTAINING, 0, by.stable(0), false));
    assertThat(outputs.said(Prepare.class))
        .containsExactly(by.prepare(1, 0, 1, A.digest()).message());
  }

  @Test
  void whileItAbstainsItFollowsButSignsNothingThatCounts() {
    Solo replica = fresh();
    replica.receives(by.status(0, 0, 1), by.status(2, 0, 1), by.status(3, 0, 1));
    replica.imports(by.stable(1));
    assertThat(replica.status().stable().sequence()).isEqualTo(SequenceNumber.of(1));
    replica.receives(by.emptyNewView(2));
    assertThat(replica.status().view()).isEqualTo(View.of(2));
    Outputs outputs = replica.receivesValid(2, 2, A);
    assertThat(outputs.said(Message.Slotted.class)).isEmpty();
    assertThat(replica.executes(2).said(Checkpoint.class)).isEmpty();
    Outputs suspicions = replica.receives(by.suspicion(0, 2), by.suspicion(3, 2));
    assertThat(suspicions.said(ViewChange.class)).isEmpty();
    assertThat(replica.fires(TimerId.STATUS).said(Status.class))
        .extracting(Status::mode)
        .containsExactly(Status.Mode.ABSTAINING);
  }

  @Test
  void itVotesAgainOnceAStableCheckpointReachesTheFloor() {
    Solo replica = fresh();
    replica.receives(by.status(0, 0, 1), by.status(2, 0, 1), by.status(3, 0, 1));
    long floor = 1 + 2 * L;
    replica.imports(by.stable(floor - 1));
    assertThat(replica.receivesValid(0, floor, A).said(Prepare.class)).isEmpty();
    StableCheckpoint reached = by.stable(floor, stateAfter(floor), 0, 2, 3);
    replica.imports(reached);
    assertThat(replica.status().mode()).isEqualTo(Status.Mode.ACTIVE);
    assertThat(replica.receivesValid(0, floor + 1, A).said(Prepare.class)).hasSize(1);
  }

  @Test
  void whatANewViewAssignedWhileItAbstainedItTakesOverOnceItVotes() {
    Solo replica = fresh();
    replica.receives(by.status(0, 0, 1), by.status(2, 0, 1), by.status(3, 0, 1));
    long floor = 1 + 2 * L;
    replica.imports(by.stable(floor - 1));
    replica.receives(
        by.newView(
            2,
            by.viewChange(0, 2, by.stable(floor - 1), by.prepared(0, floor + 1, A.digest(), 1, 2)),
            by.viewChange(2, 2, by.stable(floor - 1)),
            by.viewChange(3, 2, by.stable(floor - 1))));
    replica.fetches(A);
    Outputs reached = replica.imports(by.stable(floor, stateAfter(floor), 0, 2, 3));
    assertThat(reached.of(Output.Validate.class))
        .as("prepared before, by another primary: not to be judged again")
        .isEmpty();
    assertThat(replica.fires(TimerId.STATUS).of(Output.FetchBatch.class)).hasSize(1);
    assertThat(replica.fetches(A).said(Prepare.class))
        .extracting(Prepare::sequence)
        .containsExactly(SequenceNumber.of(floor + 1));
  }

  @Test
  void theFloorOutlivesARestart() {
    Solo replica = fresh();
    replica.receives(by.status(0, 0, 5), by.status(2, 0, 5), by.status(3, 0, 5));
    replica.restart();
    assertThat(replica.status().voteFloor()).isEqualTo(5 + 2 * L);
    replica.receives(atGenesis(0), atGenesis(2), atGenesis(3));
    assertThat(replica.status().mode()).isEqualTo(Status.Mode.ABSTAINING);
  }

  @Test
  void aReplicaThatHasAlreadyJoinedAsksNobody() {
    Outputs outputs = Solo.joined(4, 1).restart();
    assertThat(outputs.of(Output.StartTimer.class))
        .extracting(Output.StartTimer::timer)
        .doesNotContain(TimerId.JOIN);
  }

  @Test
  void aReplicaAloneInItsSetJoinsAtOnce() {
    Solo alone = Solo.of(1, 0);
    assertThat(alone.restart().written(LogRecord.Joined.class)).hasSize(1);
    assertThat(alone.status().mode()).isEqualTo(Status.Mode.ACTIVE);
  }

  @Test
  void aWipedReplicaIsFollowedByTheChainAndVotesAgainTwoWindowsLater() {
    Cluster cluster = new Cluster(4, 1).start();
    traffic(cluster, 20);
    cluster.member(2).wipe();
    cluster.member(2).start();
    cluster.run(5_000);
    assertThat(cluster.member(2).status().mode()).isEqualTo(Status.Mode.ABSTAINING);
    assertThat(cluster.member(2).height()).isEqualTo(cluster.member(0).height());
    long floor = cluster.member(2).status().voteFloor();
    for (int i = 0; i < 60 && cluster.member(0).stable() < floor; i++) {
      traffic(cluster, 1);
    }
    cluster.run(1_000);
    assertThat(cluster.member(2).status().mode()).isEqualTo(Status.Mode.ACTIVE);
    // It is now one of a quorum: without it these would not go on.
    cluster.member(1).crash();
    traffic(cluster, 3);
  }

  private static void traffic(Cluster cluster, int requests) {
    for (int i = 0; i < requests; i++) {
      cluster.request();
      cluster.runUntilAllExecuted(10_000);
    }
  }
}
