package org.tetrarch.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.cluster.Cluster;
import org.tetrarch.consensus.cluster.Outputs;
import org.tetrarch.consensus.cluster.Solo;
import org.tetrarch.consensus.cluster.TestBatch;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.event.TimerId;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.number.SequenceNumber;

/** PBFT §4.2 and §4.3: what public implementations got wrong while nothing was wrong with them. */
class NormalCaseScenariosTest {
  private static final TestBatch A = TestBatch.of(1);

  private static List<SequenceNumber> executed(Outputs outputs) {
    return outputs.of(Output.Execute.class).stream().map(o -> o.ordered().sequence()).toList();
  }

  // --- quorums

  /** Three of six are 2f+1, and two threes of six share nobody. */
  @Test
  void ofSixReplicasNeitherTwoBackupsPrepareNorThreeReplicasCommitThoughThatIs2fPlus1() {
    Solo backup = Solo.joined(6, 1);
    backup.receivesValid(0, 1, A);
    assertThat(backup.hearsPrepares(0, 1, A.digest(), 2).said(Commit.class)).isEmpty();
    assertThat(backup.hearsPrepares(0, 1, A.digest(), 3).said(Commit.class)).hasSize(1);
    assertThat(executed(backup.hearsCommits(0, 1, A.digest(), 0, 2))).isEmpty();
    assertThat(executed(backup.hearsCommits(0, 1, A.digest(), 3))).hasSize(1);
  }

  /** 2f+1 prepares of backups would be all three: then four replicas tolerate nothing. */
  @Test
  void ofFourReplicasTwoBackupsPrepareSoThatOneMayBeSilent() {
    Cluster cluster = new Cluster(4, 1).start();
    cluster.run(3_000);
    cluster.byzantine(3, (from, to, envelope) -> List.of());
    cluster.request();
    cluster.runUntilAllExecuted(100);
    assertThat(cluster.member(1).status().view().number()).isZero();
  }

  /** Three messages, two members; three members, two digests. */
  @Test
  void messagesAreNotMembersAndVotesForTwoDigestsDoNotAddUp() {
    TestBatch other = TestBatch.of(2);
    Solo backup = Solo.joined(7, 1);
    backup.receivesValid(0, 1, A);
    backup.hearsPrepares(0, 1, A.digest(), 2, 3, 3, 2, 3);
    assertThat(backup.hearsPrepares(0, 1, other.digest(), 4, 5, 6).said(Commit.class)).isEmpty();
    Solo prepared = Solo.joined(7, 1);
    prepared.receivesValid(0, 1, A);
    prepared.hearsPrepares(0, 1, A.digest(), 2, 3, 4);
    assertThat(executed(prepared.hearsCommits(0, 1, A.digest(), 2, 3, 4, 4, 4, 2))).isEmpty();
    assertThat(executed(prepared.hearsCommits(0, 1, other.digest(), 0, 5, 6))).isEmpty();
  }

  // --- order

  @Test
  void executionFollowsSequenceNumbersAndNotTheOrderOfCommits() {
    Solo backup = Solo.joined(4, 1);
    for (int s = 1; s <= 3; s++) {
      backup.receivesValid(0, s, TestBatch.of(s));
      backup.hearsPrepares(0, s, TestBatch.of(s).digest(), 2);
    }
    assertThat(executed(backup.hearsCommits(0, 3, TestBatch.of(3).digest(), 0, 2))).isEmpty();
    assertThat(executed(backup.hearsCommits(0, 2, TestBatch.of(2).digest(), 0, 2))).isEmpty();
    assertThat(executed(backup.hearsCommits(0, 1, TestBatch.of(1).digest(), 0, 2)))
        .extracting(SequenceNumber::value)
        .containsExactly(1L, 2L, 3L);
  }

  // --- bounds

  @Test
  void votesForTheFarFutureAreNotKept() {
    Solo backup = Solo.joined(4, 1);
    int before = backup.footprint().total();
    for (int i = 1; i <= 1_000; i++) {
      long far = Solo.WINDOW + i;
      backup.hearsPrepares(0, far, A.digest(), 2);
      backup.hearsCommits(0, far, A.digest(), 3);
      backup.hearsCommits(1 + i, 1, A.digest(), 3);
      backup.hearsCheckpoints(far, A.digest(), 3);
    }
    assertThat(backup.footprint().total() - before)
        .as("a vote for the very next view at most")
        .isLessThanOrEqualTo(1);
  }

  @Test
  void votesForTheNextViewAreKeptUpToTwoWindowsOfEachSender() {
    Solo backup = Solo.joined(4, 1);
    for (int i = 0; i < 1_000; i++) {
      backup.hearsPrepares(1, 1 + i % Solo.WINDOW, TestBatch.of(i).digest(), 2);
    }
    assertThat(backup.footprint().earlyVotes()).isEqualTo((int) (2 * Solo.WINDOW));
    backup.hearsPrepares(1, 1, A.digest(), 3);
    assertThat(backup.footprint().earlyVotes()).isEqualTo((int) (2 * Solo.WINDOW) + 1);
  }

  // --- paused and resumed

  /** Batches hold three requests, so that is more than 4,000 windows. */
  @Test
  void aReplicaThatWasStoppedFor100000RequestsCatchesUpAndNobodyKeepsMoreForIt() {
    Cluster cluster = new Cluster(4, 1, 8, 1, 4).start();
    cluster.run(3_000);
    cluster.member(3).pause();
    int most = 0;
    while (cluster.requests() < 100_000) {
      for (int i = 0; i < 12; i++) {
        cluster.request();
      }
      cluster.run(10);
      most = Math.max(most, cluster.member(1).footprint().total());
    }
    cluster.run(1_000);
    assertThat(cluster.member(1).height()).isGreaterThan(30_000);
    assertThat(cluster.member(3).height()).isZero();
    assertThat(most).as("slots, votes and bodies of one window").isLessThan(8 * (2 * 4 + 16));
    cluster.member(3).resume();
    cluster.run(10_000);
    assertThat(cluster.allExecuted()).as(cluster::describe).isTrue();
    assertThat(cluster.member(3).blocks()).isEqualTo(cluster.member(0).blocks());
  }

  /** A claim without proof, however high, moves nobody to fetch anything. */
  @Test
  void theHighestClaimIsNotBelievedAndTheHighestProofIs() {
    Solo backup = Solo.joined(4, 1);
    backup.receives(
        backup.by().status(3, 0, Status.Mode.ACTIVE, 1_000_000, backup.by().stable(0), false));
    assertThat(fetches(backup)).isEmpty();
    backup.receives(backup.by().status(0, 0, 9), backup.by().status(2, 0, 5));
    assertThat(fetches(backup))
        .extracting(fetch -> fetch.target().sequence().value())
        .containsExactly(9L);
  }

  private static List<Output.FetchState> fetches(Solo replica) {
    return replica.fires(TimerId.STATUS).of(Output.FetchState.class);
  }
}
